/**
 * Meters of the workers of a master, their spawns and their calls.
 */
@NullMarked
package io.rpcparallel.metrics;

import org.jspecify.annotations.NullMarked;
