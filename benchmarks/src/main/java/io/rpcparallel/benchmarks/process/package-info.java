/**
 * Processes and what they use.
 */
@NullMarked
package io.rpcparallel.benchmarks.process;

import org.jspecify.annotations.NullMarked;
