package io.rpcparallel.process;

/**
 * Tells how a process is. Tests have others than that of this machine.
 */
@FunctionalInterface
public interface ProcessTable {

	/**
	 * Look at a process.
	 * @param process the process
	 * @return what is to be seen of it; {@link ProcessSigns#UNKNOWN} if nothing is
	 */
	ProcessSigns look(ProcessHandle process);

	/**
	 * Return the table of this machine.
	 * @return the table
	 */
	static ProcessTable local() {
		return new LocalProcessTable(ProcessFiles.ROOT);
	}

}
