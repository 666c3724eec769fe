package io.rpcparallel.demo.census;

/**
 * Bytes that should be a class file are none.
 */
class MalformedClassException extends Exception {

	MalformedClassException(String message) {
		super(message);
	}

	MalformedClassException(String message, Throwable cause) {
		super(message, cause);
	}

}
