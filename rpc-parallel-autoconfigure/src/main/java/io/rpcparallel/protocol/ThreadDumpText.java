package io.rpcparallel.protocol;

/**
 * What the threads of a worker do.
 *
 * @param text all threads with their stack traces, after a deadlock if there is one
 */
public record ThreadDumpText(String text) {

}
