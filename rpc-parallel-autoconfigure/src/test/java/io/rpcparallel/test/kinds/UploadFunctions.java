package io.rpcparallel.test.kinds;

import java.time.Duration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * Functions that take streams.
 */
@Configuration(proxyBeanMethods = false)
class UploadFunctions {

	@Bean
	@WorkerFunction
	UploadFunction<Ledger, Integer, Integer, Integer> sum() {
		return (ledger, start, updates) -> updates.doOnNext((each) -> ledger.alone(() -> ledger.count("received")))
			.doOnError((ex) -> ledger.note("source failed: " + ex.getMessage()))
			.reduce(start, Integer::sum);
	}

	@Bean
	@WorkerFunction
	UploadFunction<Ledger, String, String, String> answerFirst() {
		return (ledger, greeting, updates) -> {
			updates.subscribe((each) -> ledger.note(greeting + " " + each), (ex) -> ledger.note("failed"),
					() -> ledger.note(greeting + " end"));
			return Mono.just(greeting);
		};
	}

	@Bean
	@WorkerFunction
	UploadFunction<Ledger, Void, Integer, String> takeNothing() {
		return (ledger, ignored, updates) -> Mono.just("nothing");
	}

	@Bean
	@WorkerFunction
	UploadFunction<Ledger, Integer, Integer, Integer> takeSome() {
		return (ledger, count, updates) -> updates.take(count).count().map(Long::intValue);
	}

	@Bean
	@WorkerFunction
	UploadFunction<Ledger, Void, Integer, String> refuseUpload() {
		return (ledger, ignored, updates) -> {
			throw new IllegalStateException("not today");
		};
	}

	@Bean
	@WorkerFunction
	UploadFunction<Ledger, Void, Integer, Integer> takeSlowly() {
		return (ledger, ignored, updates) -> updates
			.concatMap((each) -> Mono.just(each)
				.delayElement(Duration.ofMillis(20))
				.doOnNext((taken) -> ledger.count("taken")), 1)
			.count()
			.map(Long::intValue);
	}

	@Bean
	@WorkerFunction
	UploadFunction<Ledger, Void, Integer, Integer> blockInCall() {
		return (ledger, ignored, updates) -> Mono.just(sum(ledger, updates));
	}

	@Bean
	@WorkerFunction
	UploadFunction<Ledger, Void, Integer, Integer> blockWhenSubscribed() {
		return (ledger, ignored, updates) -> Mono.fromCallable(() -> sum(ledger, updates));
	}

	private static int sum(Ledger ledger, Flux<Integer> updates) {
		int[] sum = new int[1];
		ledger.alone(() -> sum[0] = updates.toStream().mapToInt(Integer::intValue).sum());
		return sum[0];
	}

	@Bean
	@WorkerFunction
	ChannelFunction<Ledger, Integer, Integer, Integer> multiply() {
		return (ledger, factor, updates) -> updates.map((each) -> each * factor)
			.doOnCancel(() -> ledger.count("multiply cancelled"));
	}

	@Bean
	@WorkerFunction
	ChannelFunction<Ledger, Void, Integer, Integer> recover() {
		return (ledger, ignored, updates) -> updates.onErrorReturn(-1);
	}

	@Bean
	@WorkerFunction
	ChannelFunction<Ledger, Void, String, Integer> blockWhenRequested() {
		return (ledger, ignored, updates) -> Flux.fromIterable(updates.toIterable()).map(String::length);
	}

}
