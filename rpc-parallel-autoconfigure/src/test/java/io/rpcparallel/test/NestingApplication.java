package io.rpcparallel.test;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * An application whose workers spawn workers.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(NestingApplication.Nest.class)
public class NestingApplication {

	public static void main(String[] args) {
		SpringApplication.run(NestingApplication.class, args);
	}

	/**
	 * Tells the process ids of this worker and of as many more as it is asked for, each
	 * spawned by the one before, or why there are no more.
	 */
	@WorkerFunction
	public static class Nest implements StatelessRpcFunction<Integer, List<String>> {

		private final WorkerOperations workers;

		Nest(WorkerOperations workers) {
			this.workers = workers;
		}

		@Override
		public List<String> call(Integer more) {
			List<String> all = new ArrayList<>(List.of(Long.toString(ProcessHandle.current().pid())));
			if (more > 0) {
				try (WorkerConnection<Object> worker = this.workers.spawn()) {
					all.addAll(worker.run(this, more - 1));
				}
				catch (WorkerStartException ex) {
					all.add(ex.getMessage());
				}
			}
			return all;
		}

	}

}
