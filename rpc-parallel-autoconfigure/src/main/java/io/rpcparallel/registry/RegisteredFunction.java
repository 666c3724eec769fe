package io.rpcparallel.registry;

import org.springframework.core.ResolvableType;

/**
 * A function of the application.
 *
 * @param index the number that stands for it on the wire
 * @param name the name of its bean
 * @param kind its kind
 * @param state the type of the state it runs against
 * @param query the type of its query
 * @param result the type of its result
 */
public record RegisteredFunction(int index, String name, FunctionKind kind, ResolvableType state, ResolvableType query,
		ResolvableType result) {

	String describe() {
		return "function '%s' %s<%s, %s, %s>".formatted(this.name, this.kind.type().getSimpleName(), this.state,
				this.query, this.result);
	}

}
