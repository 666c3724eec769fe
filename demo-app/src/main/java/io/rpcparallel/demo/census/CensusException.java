package io.rpcparallel.demo.census;

/**
 * The census could not be finished, for a reason that its message tells the user.
 */
class CensusException extends RuntimeException {

	CensusException(String message, Throwable cause) {
		super(message, cause);
	}

}
