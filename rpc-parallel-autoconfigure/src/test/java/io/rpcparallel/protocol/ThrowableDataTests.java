package io.rpcparallel.protocol;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.rpcparallel.RemoteThrowable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ThrowableData}.
 */
class ThrowableDataTests {

	private final ControlCodec codec = new ControlCodec();

	@Test
	void whatWasThrownPrintsElsewhereAsItDidHere() {
		Exception thrown = new IllegalStateException("outer", new IllegalArgumentException("inner"));
		thrown.addSuppressed(new ArithmeticException());
		String printed = print(throughTheWire(thrown));
		assertThat(printed).startsWith("java.lang.IllegalStateException: outer")
			.contains("\tat " + getClass().getName()
					+ ".whatWasThrownPrintsElsewhereAsItDidHere(ThrowableDataTests.java:")
			.contains("\tSuppressed: java.lang.ArithmeticException")
			.contains("Caused by: java.lang.IllegalArgumentException: inner");
	}

	@Test
	void whatCannotBeWrittenAsItIsStillArrives() {
		ControlCodec codec = new ControlCodec();
		Exception halfACharacter = new IllegalStateException("half \ud83d");
		Exception noStackTrace = new IllegalStateException("x") {

			@Override
			public StackTraceElement[] getStackTrace() {
				return null;
			}

		};
		for (Exception thrown : List.of(halfACharacter, noStackTrace)) {
			ThrowableData arrived = codec.decode(codec.threw(thrown).body(), ThrowableData.class);
			assertThat(arrived.type()).isEqualTo(thrown.getClass().getName());
		}
	}

	@Test
	void aMessageThatIsNullStaysNull() {
		RemoteThrowable remote = throughTheWire(new IllegalStateException());
		assertThat(remote.getMessage()).isNull();
		assertThat(remote).hasToString("java.lang.IllegalStateException").hasNoCause();
	}

	@Test
	void causesThatFormACycleAreCutWhereItCloses() {
		Exception first = new IllegalStateException("first");
		Exception second = new IllegalStateException("second", first);
		first.initCause(second);
		RemoteThrowable remote = throughTheWire(first);
		assertThat(remote.getCause()).hasMessage("second").hasNoCause();
	}

	@Test
	void suppressedThatRefersBackIsCutWhereItCloses() {
		Exception thrown = new IllegalStateException("thrown");
		thrown.addSuppressed(new IllegalArgumentException("suppressed", thrown));
		RemoteThrowable remote = throughTheWire(thrown);
		assertThat(remote.getSuppressed()).singleElement()
			.satisfies((suppressed) -> assertThat(suppressed).hasMessage("suppressed").hasNoCause());
	}

	@Test
	void aMessageThatCannotBeReadIsSaidToBeMissing() {
		RemoteThrowable remote = throughTheWire(new Unreadable());
		assertThat(remote).hasMessage("(no message: getMessage() threw java.lang.UnsupportedOperationException)");
		assertThat(remote.getType()).isEqualTo(Unreadable.class.getName());
		assertThat(remote.getStackTrace()).isNotEmpty();
	}

	@Test
	void aHugeMessageIsCut() {
		RemoteThrowable remote = throughTheWire(new IllegalStateException("x".repeat(10_000_000)));
		assertThat(remote.getMessage()).startsWith("xxx").endsWith("x...").hasSizeLessThan(20_000);
	}

	@Test
	void aDeepChainOfCausesIsCut() {
		Exception thrown = new IllegalStateException("0");
		for (int i = 1; i < 10_000; i++) {
			thrown = new IllegalStateException(String.valueOf(i), thrown);
		}
		RemoteThrowable remote = throughTheWire(thrown);
		int depth = 0;
		for (Throwable cause = remote; cause != null; cause = cause.getCause()) {
			assertThat(cause).hasMessage(String.valueOf(9_999 - depth));
			depth++;
		}
		assertThat(depth).isBetween(10, 20);
	}

	@Test
	void aDeepStackIsCut() {
		StackOverflowError thrown = overflow();
		assertThat(thrown.getStackTrace()).hasSizeGreaterThan(256);
		RemoteThrowable remote = throughTheWire(thrown);
		assertThat(remote.getStackTrace()).hasSize(256);
		assertThat(remote.getStackTrace()[0]).isEqualTo(plain(thrown.getStackTrace()[0]));
	}

	@Test
	void manySuppressedAreCut() {
		Exception thrown = new IllegalStateException();
		for (int i = 0; i < 100; i++) {
			thrown.addSuppressed(new IllegalArgumentException(String.valueOf(i)));
		}
		assertThat(throughTheWire(thrown).getSuppressed()).hasSize(4)
			.extracting(Throwable::getMessage)
			.containsExactly("0", "1", "2", "3");
	}

	private RemoteThrowable throughTheWire(Throwable thrown) {
		byte[] bytes = this.codec.encode(ThrowableData.of(thrown));
		return this.codec.decode(bytes, ThrowableData.class).toRemoteThrowable();
	}

	private static String print(Throwable thrown) {
		StringWriter writer = new StringWriter();
		thrown.printStackTrace(new PrintWriter(writer, true));
		return writer.toString();
	}

	// Without the name of the class loader and module, which mean nothing elsewhere
	private static StackTraceElement plain(StackTraceElement element) {
		return new StackTraceElement(element.getClassName(), element.getMethodName(), element.getFileName(),
				element.getLineNumber());
	}

	private static StackOverflowError overflow() {
		try {
			throw new AssertionError(recurse(1));
		}
		catch (StackOverflowError ex) {
			return ex;
		}
	}

	private static int recurse(int depth) {
		return recurse(depth + 1) + 1;
	}

	static class Unreadable extends RuntimeException {

		@Override
		public String getMessage() {
			throw new UnsupportedOperationException();
		}

	}

}
