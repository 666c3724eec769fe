package io.rpcparallel.demo.census;

import org.springframework.util.Assert;

/**
 * A switch that needs no value on the command line: {@code --name} alone turns it on,
 * which a plain {@code boolean} property would take for no value at all.
 *
 * @param on whether the switch is on
 */
record Flag(boolean on) {

	/**
	 * Read a flag. Spring's type conversion finds and calls it, for being public.
	 * @param text empty or {@code true} for on, {@code false} for off
	 * @return the flag
	 * @throws IllegalArgumentException if the text is anything else
	 */
	public static Flag of(String text) {
		boolean on = text.isBlank() || text.equalsIgnoreCase("true");
		Assert.isTrue(on || text.equalsIgnoreCase("false"),
				() -> "must be 'true', 'false' or have no value, but is '%s'".formatted(text));
		return new Flag(on);
	}

}
