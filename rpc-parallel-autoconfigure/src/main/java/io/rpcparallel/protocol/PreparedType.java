package io.rpcparallel.protocol;

/**
 * Says that a process is prepared to write and read a type by Fory.
 *
 * @param number the number of the type among those that Fory carries
 */
public record PreparedType(int number) {

}
