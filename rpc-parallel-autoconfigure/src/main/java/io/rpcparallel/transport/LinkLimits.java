package io.rpcparallel.transport;

import java.time.Duration;

/**
 * What the other side of a connection is held to.
 *
 * @param bufferAgeLimit how long bytes may wait while it takes none
 * @param heartbeatInterval how often each side gives a sign of life
 * @param heartbeatTimeout how long it may give none
 * @param maxPayloadSize how many bytes it may put into a payload
 * @param maxUnfinishedSize how many bytes there may be of payloads that it has begun and
 * not ended
 * @param refused counts those that don't keep to it
 */
record LinkLimits(Duration bufferAgeLimit, Duration heartbeatInterval, Duration heartbeatTimeout, int maxPayloadSize,
		long maxUnfinishedSize, RefusedConnections refused) {

}
