package io.rpcparallel.demo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Counts the class files on its own class path, by default with a worker process per
 * core, or serves a page whose pictures are made by workers. In a worker this same method
 * runs, but {@code SpringApplication.run} does not return there.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DemoApplication {

	private static final String EXPLORER = "explorer";

	/**
	 * Serve the page if the first argument is {@code explorer}, until the process is
	 * ended. Otherwise take the census, then exit with 0, or with 1 if it failed.
	 * @param args the program arguments, such as {@code --census.workers=4}
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(DemoApplication.class);
		if (args.length > 0 && args[0].equals(EXPLORER)) {
			application.setAdditionalProfiles(EXPLORER);
			application.run(args);
			return;
		}
		application.setWebApplicationType(WebApplicationType.NONE);
		System.exit(SpringApplication.exit(application.run(args)));
	}

}
