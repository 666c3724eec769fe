package io.rpcparallel.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnResource;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.WorkerTemplate;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * An application that spawns a worker of the name that each line of its standard input
 * has, says how that went, and ends with its standard input. Its second version has one
 * more function.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class RespawningApplication {

	/**
	 * The file that makes the second version.
	 */
	public static final String SECOND_VERSION = "version-2.txt";

	public static void main(String[] args) throws IOException {
		ApplicationContext context = SpringApplication.run(RespawningApplication.class, args);
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		System.out.println("READY");
		for (String name = input.readLine(); name != null; name = input.readLine()) {
			System.out.println(name + " " + outcome(context, name).replace(System.lineSeparator(), " | "));
		}
	}

	@SuppressWarnings("unchecked")
	private static String outcome(ApplicationContext context, String name) {
		StatelessRpcFunction<String, String> echo = (StatelessRpcFunction<String, String>) context.getBean("echo");
		SpawnOptions options = SpawnOptions.defaults().withName(name);
		try (WorkerConnection<Object> worker = context.getBean(WorkerTemplate.class).spawn(options)) {
			return worker.run(echo, "works");
		}
		catch (WorkerStartException ex) {
			return ex.getClass().getSimpleName() + ": " + ex.getMessage();
		}
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> echo() {
		return (text) -> text;
	}

	@Bean
	@WorkerFunction
	@ConditionalOnResource(resources = "classpath:" + SECOND_VERSION)
	StatelessRpcFunction<String, String> addedByTheSecondVersion() {
		return (text) -> text;
	}

}
