/**
 * The limit: plain sockets.
 */
@NullMarked
package io.rpcparallel.benchmarks.contender.raw;

import org.jspecify.annotations.NullMarked;
