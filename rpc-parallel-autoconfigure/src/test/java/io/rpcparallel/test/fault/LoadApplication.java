package io.rpcparallel.test.fault;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

/**
 * Functions for many calls and many lines.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class LoadApplication {

	private static final Log logger = LogFactory.getLog(LoadApplication.class);

	private static final Duration WORK = Duration.ofMillis(1);

	private static final int WORKED_FOR_EACH = 16;

	public static void main(String[] args) {
		SpringApplication.run(LoadApplication.class, args);
	}

	/**
	 * A worker that notes what it executes in a file, at once and for good.
	 */
	@Bean
	WorkerType<OutputStream, String> clerk() {
		return (file) -> new FileOutputStream(file, true);
	}

	/**
	 * Notes its number, and returns it. One of some takes its time.
	 */
	@Bean
	@WorkerFunction
	RpcFunction<OutputStream, Integer, Integer> note() {
		return (notes, number) -> {
			write(notes, number + "\n");
			if (number % WORKED_FOR_EACH == 0) {
				LockSupport.parkNanos(WORK.toNanos());
			}
			return number;
		};
	}

	private static void write(OutputStream notes, String line) throws IOException {
		notes.write(line.getBytes(StandardCharsets.UTF_8));
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> echo() {
		return (text) -> text;
	}

	/**
	 * Logs as many lines as it is told to, as fast as it can.
	 * @return a function that returns the nanoseconds it took
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<Integer, Long> storm() {
		return (lines) -> {
			long start = System.nanoTime();
			for (int i = 0; i < lines; i++) {
				logger.info("line %d of the storm".formatted(i));
			}
			return System.nanoTime() - start;
		};
	}

	/**
	 * Logs one line.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> say() {
		return (line) -> {
			logger.info(line);
			return line;
		};
	}

}
