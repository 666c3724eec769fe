package io.rpcparallel.test.fault;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.SessionType;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.fault.Bomb.Place;

/**
 * An application whose functions end the process they run in, or fail, as they are told.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class LethalApplication {

	private static final int ELEMENTS = 3;

	public static void main(String[] args) {
		SpringApplication.run(LethalApplication.class, args);
	}

	@Bean
	WorkerType<Object, Bomb> explosive() {
		return (bomb) -> {
			bomb.at(Place.WORKER_INIT);
			return new Object();
		};
	}

	@Bean
	SessionType<Object, String, Bomb> explosiveSession() {
		return (worker, bomb) -> {
			bomb.at(Place.SESSION_INIT);
			return "session";
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Death, String> die() {
		return (death) -> {
			death.now();
			return "alive";
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Bomb, Bomb> carry() {
		return (bomb) -> {
			bomb.at(Place.RUN);
			if (bomb.place() == Place.BACKGROUND_THREAD) {
				new Thread(() -> bomb.at(Place.BACKGROUND_THREAD), "background").start();
				new CountDownLatch(1).await(10, TimeUnit.SECONDS);
			}
			return bomb;
		};
	}

	@Bean
	@WorkerFunction
	StreamFunction<Object, Bomb, Integer> count() {
		return (state, bomb) -> Flux.range(0, ELEMENTS).doOnNext((number) -> {
			if (number == ELEMENTS - 1) {
				bomb.at(Place.STREAM_ITEM);
			}
		}).doOnComplete(() -> bomb.at(Place.STREAM_COMPLETE));
	}

	@Bean
	@WorkerFunction
	OneWayFunction<Object, Bomb> tell() {
		return (state, bomb) -> bomb.at(Place.ONE_WAY);
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> echo() {
		return (text) -> text;
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> sleep() {
		return (text) -> {
			new CountDownLatch(1).await();
			return text;
		};
	}

	/**
	 * Takes its time, and answers.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<Integer, String> work() {
		return (millis) -> "worked %d ms, up for %d ms".formatted(waited(millis),
				ManagementFactory.getRuntimeMXBean().getUptime());
	}

	private static int waited(int millis) throws InterruptedException {
		new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
		return millis;
	}

}
