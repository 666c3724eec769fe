/**
 * Observations of calls with Micrometer, from which come timers and spans.
 */
@NullMarked
package io.rpcparallel.observation;

import org.jspecify.annotations.NullMarked;
