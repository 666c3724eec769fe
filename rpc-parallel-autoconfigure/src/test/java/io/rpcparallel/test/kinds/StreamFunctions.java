package io.rpcparallel.test.kinds;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.StateFunction;
import io.rpcparallel.function.StateStream;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * Functions that answer with streams.
 */
@Configuration(proxyBeanMethods = false)
class StreamFunctions {

	@Bean
	@WorkerFunction
	StreamFunction<Ledger, Integer, Integer> numbers() {
		return (ledger, end) -> Flux.range(0, end)
			.doOnNext((each) -> ledger.count("produced"))
			.doOnCancel(() -> ledger.count("cancelled"));
	}

	@Bean
	@WorkerFunction
	StreamFunction<Ledger, Integer, Integer> numbersThenError() {
		return (ledger, end) -> Flux.range(0, end).concatWith(Flux.error(new IllegalStateException("after " + end)));
	}

	@Bean
	@WorkerFunction
	StreamFunction<Ledger, Integer, byte[]> blocks() {
		return (ledger, size) -> Flux.<byte[]>generate((sink) -> {
			ledger.count("blocks");
			sink.next(new byte[size]);
		}).doOnCancel(() -> ledger.count("blocks cancelled"));
	}

	@Bean
	@WorkerFunction
	StreamFunction<Ledger, Duration, Long> ticks() {
		return (ledger, period) -> Flux.interval(period).doOnCancel(() -> ledger.count("ticks cancelled"));
	}

	@Bean
	@WorkerFunction
	StreamFunction<Ledger, String, String> stuck() {
		return (ledger, first) -> Flux.just(first).concatWith(Flux.<String>create((sink) -> {
			try {
				ledger.count("stuck");
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				ledger.count("stuck interrupted");
			}
			sink.complete();
		}));
	}

	@Bean
	@WorkerFunction
	StateFunction<Ledger, Void, Integer, Integer> watch() {
		return (ledger, ignored) -> new StateStream<>(ledger.total(),
				ledger.changes().doOnCancel(() -> ledger.count("watch cancelled")));
	}

	@Bean
	@WorkerFunction
	StateFunction<Ledger, Integer, String, Integer> snapshotThenError() {
		return (ledger, end) -> new StateStream<>("numbers to " + end,
				Flux.range(0, end).concatWith(Flux.error(new IllegalStateException("after " + end))));
	}

	@Bean
	@WorkerFunction
	StateFunction<Ledger, Integer, byte[], Integer> largeSnapshot() {
		return (ledger, size) -> new StateStream<>(new byte[size], Flux.never());
	}

}
