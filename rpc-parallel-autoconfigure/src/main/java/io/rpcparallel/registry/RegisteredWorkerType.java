package io.rpcparallel.registry;

import org.springframework.core.ResolvableType;

/**
 * A worker type of the application.
 *
 * @param index the number that stands for it on the wire
 * @param name the name of its bean
 * @param state the type of the state it creates
 * @param initArgument the type of its init argument
 */
public record RegisteredWorkerType(int index, String name, ResolvableType state, ResolvableType initArgument) {

	String describe() {
		return "worker type '%s' WorkerType<%s, %s>".formatted(this.name, this.state, this.initArgument);
	}

}
