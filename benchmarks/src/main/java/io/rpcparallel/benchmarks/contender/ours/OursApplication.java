package io.rpcparallel.benchmarks.contender.ours;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

import io.rpcparallel.WorkerTemplate;
import io.rpcparallel.benchmarks.contender.ContenderId;
import io.rpcparallel.benchmarks.host.Host;

/**
 * An application with the starter: as a master it is measured, as a worker it is called.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class OursApplication {

	/**
	 * Run the application.
	 * @param args properties for the master
	 */
	public static void main(String[] args) {
		SpringApplication.run(OursApplication.class, args);
	}

	@Bean
	CommandLineRunner host(WorkerTemplate workers, OursFunctions functions) {
		return (args) -> new Host((id) -> (id == ContenderId.OURS) ? new OursCalls(workers, functions)
				: new OursStarts(workers, functions))
			.serve(System.in, System.out);
	}

}
