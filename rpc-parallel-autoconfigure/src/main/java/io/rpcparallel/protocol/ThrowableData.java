package io.rpcparallel.protocol;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.RemoteThrowable;

/**
 * Something thrown, as data: no class of it needs to be known elsewhere, and none of it
 * can fail to be encoded. Bounded in every direction.
 *
 * @param type the class name
 * @param message the message
 * @param frames the stack trace
 * @param cause the cause
 * @param suppressed the suppressed exceptions
 */
public record ThrowableData(String type, @Nullable String message, List<Frame> frames, @Nullable ThrowableData cause,
		List<ThrowableData> suppressed) {

	private static final int MAX_DEPTH = 12;

	private static final int MAX_COPIES = 32;

	private static final int MAX_SUPPRESSED = 4;

	private static final int MAX_FRAMES = 256;

	private static final int MAX_MESSAGE_LENGTH = 16 * 1024;

	/**
	 * Copy something thrown.
	 * @param thrown what was thrown
	 * @return its copy as data
	 */
	public static ThrowableData of(Throwable thrown) {
		return copy(thrown, 0, Collections.newSetFromMap(new IdentityHashMap<>()));
	}

	/**
	 * Rebuild what was thrown elsewhere.
	 * @return an exception that prints like the original
	 */
	public RemoteThrowable toRemoteThrowable() {
		RemoteThrowable cause = (this.cause != null) ? this.cause.toRemoteThrowable() : null;
		StackTraceElement[] stackTrace = this.frames.stream()
			.map(Frame::toStackTraceElement)
			.toArray(StackTraceElement[]::new);
		RemoteThrowable remote = new RemoteThrowable(this.type, this.message, stackTrace, cause);
		this.suppressed.forEach((each) -> remote.addSuppressed(each.toRemoteThrowable()));
		return remote;
	}

	/**
	 * Return a copy with another type.
	 * @param type the class name
	 * @return the changed copy
	 */
	ThrowableData withType(String type) {
		return new ThrowableData(type, this.message, this.frames, this.cause, this.suppressed);
	}

	private static ThrowableData copy(Throwable thrown, int depth, Set<Throwable> seen) {
		seen.add(thrown);
		Throwable cause = Causes.next(thrown);
		List<ThrowableData> suppressed = (depth < MAX_DEPTH && seen.size() < MAX_COPIES)
				? Stream.of(thrown.getSuppressed())
					.filter((each) -> !seen.contains(each))
					.limit(MAX_SUPPRESSED)
					.map((each) -> copy(each, depth + MAX_DEPTH / 2, seen))
					.toList()
				: List.of();
		return new ThrowableData(type(thrown, depth), message(thrown),
				Stream.of(thrown.getStackTrace()).limit(MAX_FRAMES).map(Frame::of).toList(),
				(cause != null && depth < MAX_DEPTH && seen.size() < MAX_COPIES && !seen.contains(cause))
						? copy(cause, depth + 1, seen) : null,
				suppressed);
	}

	// What has come from another process keeps its type, but does not pass for the
	// failure
	// of this one
	private static String type(Throwable thrown, int depth) {
		return (depth > 0 && thrown instanceof RemoteThrowable remote) ? remote.getType() : thrown.getClass().getName();
	}

	private static @Nullable String message(Throwable thrown) {
		try {
			String message = thrown.getMessage();
			return (message != null && message.length() > MAX_MESSAGE_LENGTH)
					? message.substring(0, MAX_MESSAGE_LENGTH) + "..." : message;
		}
		catch (RuntimeException | Error ex) {
			// getMessage is application code, and what it was about must still arrive
			return "(no message: getMessage() threw " + ex.getClass().getName() + ")";
		}
	}

	/**
	 * A line of a stack trace.
	 *
	 * @param className the class name
	 * @param methodName the method name
	 * @param fileName the name of the source file
	 * @param line the line, or a negative number
	 */
	public record Frame(String className, String methodName, @Nullable String fileName, int line) {

		static Frame of(StackTraceElement element) {
			return new Frame(element.getClassName(), element.getMethodName(), element.getFileName(),
					element.getLineNumber());
		}

		StackTraceElement toStackTraceElement() {
			return new StackTraceElement(this.className, this.methodName, this.fileName, this.line);
		}

	}

}
