package io.rpcparallel.protocol;

import java.util.List;

/**
 * What a master answers to a {@link Registration}.
 *
 * @param accepted whether the worker may stay
 * @param reasons why it may not, a line each
 */
public record RegistrationReply(boolean accepted, List<String> reasons) {

	/**
	 * Create a reply.
	 */
	public RegistrationReply {
		reasons = List.copyOf(reasons);
	}

}
