package io.rpcparallel.protocol;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.WorkerLogging;

/**
 * What becomes of what a worker logs.
 *
 * @param console whether its console appenders print it
 * @param echoed whether, if they don't, it is printed for its master alone, which keeps
 * the last lines in case the worker dies
 * @param rate how many records a second its master logs, or 0 if it logs none
 * @param file the file that it is written to, with what stands for the worker in it, or
 * {@code null} for none
 */
public record LogRouting(boolean console, boolean echoed, int rate, @Nullable String file) {

	/**
	 * What it logs goes nowhere.
	 */
	public static final LogRouting NOWHERE = new LogRouting(false, true, 0, null);

	/**
	 * What it logs is printed, and no more.
	 */
	public static final LogRouting PRINTED = new LogRouting(true, false, 0, null);

	/**
	 * Return whether its master logs it.
	 * @return whether it does
	 */
	@JsonIgnore
	public boolean isForwarded() {
		return this.rate > 0;
	}

	/**
	 * Return a copy for a worker whose standard output is read by the application itself.
	 * @return the same without what is for the master alone
	 */
	public LogRouting withoutEcho() {
		return new LogRouting(this.console, false, this.rate, this.file);
	}

	/**
	 * Return the file of one worker.
	 * @param name its name
	 * @param id its id
	 * @return the file, or {@code null} for none
	 */
	public @Nullable String fileOf(String name, UUID id) {
		return (this.file != null) ? this.file.replace(WorkerLogging.ToFile.NAME, name.replaceAll("[^\\w.-]", "_"))
			.replace(WorkerLogging.ToFile.ID, id.toString()) : null;
	}

}
