package io.rpcparallel.registry;

import java.util.List;

import org.springframework.core.ResolvableType;
import org.springframework.util.StringUtils;

/**
 * A function of the application.
 *
 * @param index the number that stands for it on the wire
 * @param name the name of its bean
 * @param kind its kind
 * @param state the type of the state it runs against
 * @param payloads the types of its payloads, in the order of
 * {@link FunctionKind#payloads}
 */
public record RegisteredFunction(int index, String name, FunctionKind kind, ResolvableType state,
		List<ResolvableType> payloads) {

	/**
	 * Create a function.
	 */
	public RegisteredFunction {
		payloads = List.copyOf(payloads);
	}

	/**
	 * Return the type of a payload.
	 * @param role which payload
	 * @return its type
	 * @throws IllegalArgumentException if functions of this kind have none
	 */
	public ResolvableType payload(PayloadRole role) {
		int position = this.kind.payloads().indexOf(role);
		if (position < 0) {
			throw new IllegalArgumentException(
					"Function '%s' is a %s and has no %s".formatted(this.name, this.kind.type().getSimpleName(), role));
		}
		return this.payloads.get(position);
	}

	String describe() {
		return "function '%s' %s<%s, %s>".formatted(this.name, this.kind.type().getSimpleName(), this.state,
				StringUtils.collectionToDelimitedString(this.payloads, ", "));
	}

}
