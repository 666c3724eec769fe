package io.rpcparallel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong in a worker and is nobody's answer, so that the worker ends.
 *
 * @param where what failed, such as {@code one-way function 'log'}
 * @param thrown what was thrown
 * @param threadDump what all threads of the worker did, or {@code null} if that does not
 * matter
 */
public record FailureReport(String where, ThrowableData thrown, @Nullable String threadDump) {

}
