package io.rpcparallel.bootstrap;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

import tools.jackson.core.JacksonException;

import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.WorkerAssignment;

/**
 * Reads the assignment that a master writes to its worker's standard input: its length in
 * four bytes, then its bytes.
 */
final class AssignmentReader {

	private static final int MAX_LENGTH = 1024 * 1024;

	private AssignmentReader() {
	}

	static WorkerAssignment read(InputStream input) throws IOException {
		DataInputStream data = new DataInputStream(input);
		int length = data.readInt();
		if (length <= 0 || length > MAX_LENGTH) {
			throw new IOException("What came over standard input is no assignment");
		}
		byte[] bytes = new byte[length];
		data.readFully(bytes);
		try {
			WorkerAssignment assignment = new ControlCodec().decode(bytes, WorkerAssignment.class);
			if (assignment == null) {
				throw new IOException("What came over standard input is no assignment");
			}
			return assignment;
		}
		catch (JacksonException ex) {
			// Not as the cause: its message shows the source, which holds the secret
			throw new IOException("What came over standard input is no assignment: " + ex.getClass().getSimpleName());
		}
	}

}
