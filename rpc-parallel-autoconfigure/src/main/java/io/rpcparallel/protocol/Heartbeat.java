package io.rpcparallel.protocol;

/**
 * A sign of life of a worker.
 *
 * @param inFlight how many calls it works on, those that wait included
 */
public record Heartbeat(int inFlight) {

}
