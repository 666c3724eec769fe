package io.rpcparallel.benchmarks.contender.spring;

import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The functions of the server.
 */
@Controller
class SpringAnswers {

	@MessageMapping("increment")
	Mono<Integer> increment(int query) {
		return (query >= 0) ? Mono.just(query + 1) : Mono.never();
	}

	@MessageMapping("echo")
	byte[] echo(byte[] bytes) {
		return bytes;
	}

	@MessageMapping("numbers")
	Flux<Integer> numbers(int count) {
		return Flux.range(0, count);
	}

	@MessageMapping("sum")
	Flux<Long> sum(Flux<Integer> numbers) {
		return numbers.reduce(0L, Long::sum).flux();
	}

}
