package io.rpcparallel.demo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Counts the class files on its own class path, by default with a worker process per
 * core. In a worker this same method runs, but {@code SpringApplication.run} does not
 * return there.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DemoApplication {

	/**
	 * Take the census, then exit with 0, or with 1 if it failed.
	 * @param args the program arguments, such as {@code --census.workers=4}
	 */
	public static void main(String[] args) {
		System.exit(SpringApplication.exit(SpringApplication.run(DemoApplication.class, args)));
	}

}
