package io.rpcparallel.demo.census;

import java.nio.file.Path;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the census and prints it when the application has started, which never happens in
 * a worker.
 */
@Component
@Profile("!explorer")
class CensusRunner implements ApplicationRunner, ExitCodeGenerator {

	private final CensusProperties properties;

	private final CensusTaker taker;

	private final Timings timings;

	private final Terminal terminal;

	private final JsonMapper jsonMapper;

	private volatile int exitCode;

	CensusRunner(CensusProperties properties, CensusTaker taker, Timings timings, Terminal terminal,
			JsonMapper jsonMapper) {
		this.properties = properties;
		this.taker = taker;
		this.timings = timings;
		this.terminal = terminal;
		this.jsonMapper = jsonMapper;
	}

	@Override
	public void run(ApplicationArguments args) {
		try {
			Report report = this.taker.take(this.properties.workerCount());
			this.terminal.out().print(this.timings.text() + new CensusTable(report));
			this.terminal.out().flush();
			if (this.properties.output() != null) {
				write(report, this.properties.output());
			}
		}
		catch (CensusException ex) {
			this.terminal.err().println("The census failed: " + ex.getMessage());
			this.exitCode = 1;
		}
	}

	private void write(Report report, String file) {
		try {
			this.jsonMapper.writeValue(Path.of(file), report);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			throw new CensusException("'%s' can't be written: %s".formatted(file, ex.getMessage()), ex);
		}
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

}
