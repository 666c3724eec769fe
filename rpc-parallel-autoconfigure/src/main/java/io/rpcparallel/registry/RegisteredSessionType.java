package io.rpcparallel.registry;

import org.springframework.core.ResolvableType;

/**
 * A session type of the application.
 *
 * @param index the number that stands for it on the wire
 * @param name the name of its bean
 * @param workerState the type of the state of the workers it belongs to
 * @param state the type of the state it creates
 * @param initArgument the type of its init argument
 */
public record RegisteredSessionType(int index, String name, ResolvableType workerState, ResolvableType state,
		ResolvableType initArgument) {

	String describe() {
		return "session type '%s' SessionType<%s, %s, %s>".formatted(this.name, this.workerState, this.state,
				this.initArgument);
	}

}
