package io.rpcparallel.process;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What the operating system tells of a process that says nothing itself.
 *
 * @param stopped whether it was stopped, as by SIGSTOP, and no debugger did it
 * @param debugged whether it is, or may be, under a debugger
 * @param processorTime how much processor time it has used, or {@code null} if that can't
 * be told
 */
public record ProcessSigns(boolean stopped, boolean debugged, @Nullable Duration processorTime) {

	/**
	 * Of a process that nothing is known of.
	 */
	public static final ProcessSigns UNKNOWN = new ProcessSigns(false, false, null);

}
