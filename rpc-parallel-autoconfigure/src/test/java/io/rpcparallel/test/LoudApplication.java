package io.rpcparallel.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import tools.jackson.databind.json.JsonMapper;

import io.rpcparallel.WorkerTemplate;
import io.rpcparallel.bootstrap.WorkerMode;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * An application with all that must not run in a worker. Whatever runs says so in a file.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableScheduling
public class LoudApplication {

	/**
	 * The environment variable that names the file.
	 */
	public static final String FILE = "LOUD_FILE";

	private static final JsonMapper mapper = JsonMapper.builder().build();

	public static void main(String[] args) throws IOException {
		ConfigurableApplicationContext context = SpringApplication.run(LoudApplication.class, args);
		note("codeAfterRun");
		System.out.println("READY");
		while (System.in.read() >= 0) {
			// Until the input ends
			continue;
		}
		context.close();
	}

	static void note(String what) {
		try {
			Files.writeString(Path.of(System.getenv(FILE)),
					"RAN %s pid=%d\n".formatted(what, ProcessHandle.current().pid()), StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Bean
	CommandLineRunner spawningRunner(WorkerTemplate workers, StatelessRpcFunction<List<String>, View> look) {
		return (args) -> {
			note("commandLineRunner");
			List<String> names = List.of(args);
			System.out.println("MASTER " + mapper.writeValueAsString(look.call(names)));
			System.out.println("WORKER " + mapper.writeValueAsString(workers.spawn().run(look, names)));
		};
	}

	@Bean
	ApplicationRunner plainRunner() {
		return (args) -> note("applicationRunner");
	}

	@Bean
	SmartLifecycle lateLifecycle() {
		return new NotingLifecycle("lateLifecycle", SmartLifecycle.DEFAULT_PHASE);
	}

	@Bean
	SmartLifecycle earlyLifecycle() {
		return new NotingLifecycle("earlyLifecycle", 0);
	}

	@Bean
	@Profile("!rpc-parallel-worker")
	String masterOnly() {
		return "not in a worker";
	}

	@EventListener(ApplicationStartedEvent.class)
	void started() {
		note("startedListener");
	}

	@EventListener(ApplicationReadyEvent.class)
	void ready() {
		note("readyListener");
	}

	@Scheduled(fixedRate = 20)
	void tick() {
		note("scheduled");
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<List<String>, View> look(ConfigurableApplicationContext context) {
		return (names) -> {
			Map<String, String> properties = new LinkedHashMap<>();
			names.forEach((name) -> properties.put(name, context.getEnvironment().getProperty(name)));
			return new View(ProcessHandle.current().pid(), WorkerMode.current().name(), modeOfChild(),
					List.of(context.getEnvironment().getActiveProfiles()), context.containsBean("masterOnly"),
					stackOfMain(), properties);
		};
	}

	private static List<String> stackOfMain() {
		List<String> stack = new ArrayList<>();
		Thread.getAllStackTraces().forEach((thread, frames) -> {
			if (thread.getName().equals("main")) {
				stack.add(thread.getState().name());
				List.of(frames).forEach((frame) -> stack.add(frame.getClassName() + "." + frame.getMethodName()));
			}
		});
		return stack;
	}

	private static String modeOfChild() throws IOException, InterruptedException {
		Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
				TestClassPath.library() + File.pathSeparator + TestClassPath.tests(), ModePrinter.class.getName())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		child.waitFor();
		return output.trim();
	}

	/**
	 * What a process of the application says of itself.
	 *
	 * @param pid its process id
	 * @param mode what it is
	 * @param modeOfChild what a process is that it starts
	 * @param profiles its active profiles
	 * @param masterOnly whether it has a bean that is not for workers
	 * @param stackOfMain the state of the main thread, then what it does
	 * @param properties what its environment says about the properties it was asked for
	 */
	public record View(long pid, String mode, String modeOfChild, List<String> profiles, boolean masterOnly,
			List<String> stackOfMain, Map<String, String> properties) {

		/**
		 * Wait until the application has printed a view.
		 * @param master the application
		 * @param role MASTER or WORKER
		 */
		public static View of(MasterProcess master, String role) {
			return mapper.readValue(master.awaitLine(role + " "), View.class);
		}

	}

	/**
	 * A program that needs nothing but the library.
	 */
	public static final class ModePrinter {

		private ModePrinter() {
		}

		public static void main(String[] args) {
			System.out.println(WorkerMode.current());
		}

	}

	/**
	 * Notes its start.
	 */
	private static final class NotingLifecycle implements SmartLifecycle {

		private final String name;

		private final int phase;

		private volatile boolean running;

		NotingLifecycle(String name, int phase) {
			this.name = name;
			this.phase = phase;
		}

		@Override
		public void start() {
			note(this.name);
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

	}

}
