package io.rpcparallel.transport;

import java.time.Duration;

/**
 * What the other side of a connection is held to.
 *
 * @param bufferAgeLimit how long bytes may wait while it takes none
 * @param silence how long it may send nothing, not even a heartbeat
 * @param maxPayloadSize how many bytes it may put into a payload
 * @param refused counts those that don't keep to it
 */
record LinkLimits(Duration bufferAgeLimit, Duration silence, int maxPayloadSize, RefusedConnections refused) {

}
