package io.rpcparallel.test.fault;

import java.lang.reflect.InvocationTargetException;
import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerTemplate;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * An application that DevTools starts again, as often as the property {@code restarts}
 * says. Each time it launches a worker, which it leaves to the restart, and calls it with
 * classes of its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class RestartingApplication {

	private static final String RESTARTS = "restarts";

	private static final String RESTARTER = "org.springframework.boot.devtools.restart.Restarter";

	@SuppressWarnings("unchecked")
	public static void main(String[] args) throws ReflectiveOperationException {
		ConfigurableApplicationContext context = SpringApplication.run(RestartingApplication.class, args);
		WorkerTemplate workers = context.getBean(WorkerTemplate.class);
		Worker<Object> worker = workers.launch(SpawnOptions.defaults());
		StatelessRpcFunction<Question, Answer> answer = (StatelessRpcFunction<Question, Answer>) context
			.getBean("answer");
		int left = Integer.getInteger(RESTARTS);
		Answer answered = workers.connect(worker).run(answer, new Question(List.of(left)));
		System.out.println("LAUNCHED-%d %d %s".formatted(left, worker.pid(), answered));
		if (left == 0) {
			System.exit(SpringApplication.exit(context));
		}
		System.setProperty(RESTARTS, Integer.toString(left - 1));
		restart();
	}

	// There only while DevTools are on the class path
	private static void restart() throws ReflectiveOperationException {
		Class<?> restarter = Class.forName(RESTARTER);
		try {
			restarter.getMethod("restart").invoke(restarter.getMethod("getInstance").invoke(null));
		}
		catch (InvocationTargetException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Question, Answer> answer() {
		return Answer::new;
	}

	/**
	 * What a worker is asked.
	 */
	public record Question(List<Integer> numbers) {

	}

	/**
	 * What a worker answers.
	 */
	public record Answer(Question question) {

	}

}
