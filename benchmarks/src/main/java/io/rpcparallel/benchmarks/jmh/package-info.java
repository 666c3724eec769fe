/**
 * The inside of a call, measured with JMH.
 */
@NullMarked
package io.rpcparallel.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
