/**
 * The processes that peers and callers live in.
 */
@NullMarked
package io.rpcparallel.benchmarks.host;

import org.jspecify.annotations.NullMarked;
