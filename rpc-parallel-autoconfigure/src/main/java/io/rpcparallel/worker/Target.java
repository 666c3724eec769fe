package io.rpcparallel.worker;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.function.RemoteFunction;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * What is called.
 *
 * @param function the function
 * @param bean what executes it
 * @param state the state it runs against
 * @param session the session whose state that is, or {@code null} if it is the worker's
 * @param headers what has come with the call, or {@code null} for nothing
 */
record Target(RegisteredFunction function, RemoteFunction<?, ?> bean, Object state, @Nullable Session session,
		byte @Nullable [] headers) {

	Target with(byte @Nullable [] headers) {
		return (headers != null) ? new Target(this.function, this.bean, this.state, this.session, headers) : this;
	}

	void enter() {
		if (this.session != null) {
			this.session.enter();
		}
	}

	<T> T using(Callable<T> call) throws Exception {
		enter();
		try {
			return call.call();
		}
		finally {
			leave();
		}
	}

	void leave() {
		if (this.session != null) {
			this.session.leave();
		}
	}

}
