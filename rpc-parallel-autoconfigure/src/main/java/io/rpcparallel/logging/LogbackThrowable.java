package io.rpcparallel.logging;

import java.util.stream.Stream;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.RemoteThrowable;

/**
 * What was thrown in a worker, as Logback prints it: with the types that it had there.
 */
final class LogbackThrowable extends ThrowableProxy {

	private final RemoteThrowable thrown;

	LogbackThrowable(RemoteThrowable thrown) {
		super(thrown);
		this.thrown = thrown;
	}

	@Override
	public String getClassName() {
		return this.thrown.getType();
	}

	@Override
	public @Nullable IThrowableProxy getCause() {
		IThrowableProxy cause = super.getCause();
		return (cause != null) ? new Named(cause) : null;
	}

	@Override
	public IThrowableProxy[] getSuppressed() {
		return named(super.getSuppressed());
	}

	private static IThrowableProxy[] named(IThrowableProxy[] proxies) {
		return Stream.of(proxies).map(Named::new).toArray(IThrowableProxy[]::new);
	}

	/**
	 * A cause, or what was suppressed.
	 *
	 * @param proxy what Logback makes of it
	 */
	private record Named(IThrowableProxy proxy) implements IThrowableProxy {

		@Override
		public String getMessage() {
			return this.proxy.getMessage();
		}

		@Override
		public String getClassName() {
			return (this.proxy instanceof ThrowableProxy known
					&& known.getThrowable() instanceof RemoteThrowable remote) ? remote.getType()
							: this.proxy.getClassName();
		}

		@Override
		public StackTraceElementProxy[] getStackTraceElementProxyArray() {
			return this.proxy.getStackTraceElementProxyArray();
		}

		@Override
		public int getCommonFrames() {
			return this.proxy.getCommonFrames();
		}

		@Override
		public @Nullable IThrowableProxy getCause() {
			IThrowableProxy cause = this.proxy.getCause();
			return (cause != null) ? new Named(cause) : null;
		}

		@Override
		public IThrowableProxy[] getSuppressed() {
			return named(this.proxy.getSuppressed());
		}

		@Override
		public boolean isCyclic() {
			return this.proxy.isCyclic();
		}

	}

}
