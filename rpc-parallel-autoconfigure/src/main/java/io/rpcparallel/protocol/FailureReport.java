package io.rpcparallel.protocol;

/**
 * Something that went wrong in a worker and is nobody's answer, so that the worker ends.
 *
 * @param where what failed, such as {@code one-way function 'log'}
 * @param thrown what was thrown
 */
public record FailureReport(String where, ThrowableData thrown) {

}
