package io.rpcparallel.protocol;

/**
 * Says that a worker's JVM exits, though nobody here has told it to.
 *
 * @param description why, such as {@code com.example.Sums.call(Sums.java:12) called
 * System.exit}
 * @param signal whether a signal of the operating system asked it to
 */
public record ExitNotice(String description, boolean signal) {

}
