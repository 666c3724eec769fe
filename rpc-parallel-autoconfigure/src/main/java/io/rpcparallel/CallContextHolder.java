package io.rpcparallel;

import org.jspecify.annotations.Nullable;

/**
 * Binds a call to the thread that executes it. The serving side does that; a test of a
 * function may do it too.
 *
 * @since 0.1.0
 */
public final class CallContextHolder {

	private static final ThreadLocal<@Nullable CallContext> CONTEXT = new ThreadLocal<>();

	private CallContextHolder() {
	}

	/**
	 * Return the call of the current thread.
	 * @return the call, or {@code null} if there is none
	 */
	public static @Nullable CallContext getContext() {
		return CONTEXT.get();
	}

	/**
	 * Bind a call to the current thread.
	 * @param context the call, or {@code null} for none, which has to follow when the
	 * call is left
	 */
	public static void setContext(@Nullable CallContext context) {
		// Not removed, as setting it anew would allocate with each call
		CONTEXT.set(context);
	}

}
