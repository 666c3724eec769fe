/**
 * rpc-parallel, by its public API.
 */
@NullMarked
package io.rpcparallel.benchmarks.contender.ours;

import org.jspecify.annotations.NullMarked;
