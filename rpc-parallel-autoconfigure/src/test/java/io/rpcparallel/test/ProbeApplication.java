package io.rpcparallel.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerTemplate;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * An application that spawns one worker, reports what the worker is like, and ends.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ProbeApplication {

	private static final String REPORT = "REPORT ";

	private static final JsonMapper mapper = JsonMapper.builder().build();

	public static void main(String[] args) throws IOException {
		SpringApplication application = new SpringApplication(ProbeApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		ApplicationContext context = application.run(args);
		WorkerTemplate workers = context.getBean(WorkerTemplate.class);
		Environment environment = context.getEnvironment();
		try (WorkerConnection<Object> worker = workers.spawn(options(environment))) {
			String secretFile = environment.getProperty("probe.secret-file");
			if (secretFile != null) {
				Files.writeString(Path.of(secretFile), worker.worker().secret());
				System.out.println("CONNECTED " + worker + " to " + worker.worker());
			}
			report(context, worker);
			if (environment.containsProperty("probe.wait")) {
				System.in.read();
			}
		}
		// Nothing ends the JVM here: nothing of the library may keep it alive
	}

	private static SpawnOptions options(Environment environment) {
		SpawnOptions options = SpawnOptions.defaults()
			.withJvmArguments(environment.getProperty("probe.jvm-arguments", String[].class, new String[0]));
		String heap = environment.getProperty("probe.heap");
		return (heap != null) ? options.withHeap(DataSize.parse(heap)) : options;
	}

	@SuppressWarnings("unchecked")
	private static void report(ApplicationContext context, WorkerConnection<Object> worker) throws IOException {
		StatelessRpcFunction<Question, Answer> describe = (StatelessRpcFunction<Question, Answer>) context
			.getBean("describe");
		Answer answer = worker.run(describe, new Question("the probe", List.of(1, 2, 3)));
		ProcessFacts master = ProcessFacts.current();
		System.out.println(REPORT + mapper.writeValueAsString(new Report(master, answer.facts(), answer.question())));
	}

	/**
	 * Wait for the report of an application that was started.
	 */
	public static Report reportOf(MasterProcess master) {
		return mapper.readValue(master.awaitLine(REPORT), Report.class);
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Question, Answer> describe() {
		return (question) -> {
			System.out.println("stdout asked by " + question.who());
			System.err.println("stderr asked by " + question.who());
			return new Answer(ProcessFacts.current(), question);
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> create() {
		return (file) -> PosixFilePermissions.toString(Files.getPosixFilePermissions(Files.createFile(Path.of(file))));
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Integer, Integer> print() {
		return (count) -> {
			System.out.write(new byte[count], 0, count);
			System.out.flush();
			return count;
		};
	}

	/**
	 * What the worker is asked.
	 */
	public record Question(String who, List<Integer> numbers) {

	}

	/**
	 * What the worker answers.
	 */
	public record Answer(ProcessFacts facts, Question question) {

	}

	/**
	 * What the application prints.
	 */
	public record Report(ProcessFacts master, ProcessFacts worker, Question question) {

	}

}
