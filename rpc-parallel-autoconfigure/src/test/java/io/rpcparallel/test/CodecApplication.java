package io.rpcparallel.test;

import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * An application that knows how its payloads have arrived.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class CodecApplication {

	private static final AtomicInteger READ_BY_FORY = new AtomicInteger();

	public static void main(String[] args) {
		SpringApplication.run(CodecApplication.class, args);
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Point, Point> turn() {
		return (point) -> new Point(point.y(), point.x());
	}

	@Bean
	@WorkerFunction
	StreamFunction<Object, Integer, Point> points() {
		return (state, count) -> Flux.range(0, count).map((i) -> new Point(i, -i));
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, Integer> readByFory() {
		return (text) -> READ_BY_FORY.get();
	}

	/**
	 * A payload.
	 *
	 * @param x a number
	 * @param y another
	 */
	public record Point(int x, int y) {

		/**
		 * Create a point, and count it if it is one to the left and it is Fory that
		 * creates it.
		 */
		public Point {
			if (x < 0 && StackWalker.getInstance()
				.walk((frames) -> frames.anyMatch((frame) -> frame.getClassName().endsWith(".ForyRuntime")))) {
				READ_BY_FORY.incrementAndGet();
			}
		}

	}

}
