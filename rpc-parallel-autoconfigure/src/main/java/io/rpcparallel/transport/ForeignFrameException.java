package io.rpcparallel.transport;

import java.io.IOException;

/**
 * The other side of a connection sends what no process of the application sends.
 */
class ForeignFrameException extends IOException {

	ForeignFrameException(String reason) {
		super(reason);
	}

}
