/**
 * Peers for the start of processes.
 */
@NullMarked
package io.rpcparallel.benchmarks.contender.start;

import org.jspecify.annotations.NullMarked;
