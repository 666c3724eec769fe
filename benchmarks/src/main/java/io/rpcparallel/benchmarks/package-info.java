/**
 * Ours and its peers, measured side by side.
 */
@NullMarked
package io.rpcparallel.benchmarks;

import org.jspecify.annotations.NullMarked;
