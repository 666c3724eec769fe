package io.rpcparallel.protocol;

import io.rpcparallel.VitalSigns;

/**
 * A sign of life of a worker.
 *
 * @param vitalSigns how it is
 */
public record Heartbeat(VitalSigns vitalSigns) {

}
