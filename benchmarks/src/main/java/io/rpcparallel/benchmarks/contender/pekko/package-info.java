/**
 * Apache Pekko's remote actors.
 */
@NullMarked
package io.rpcparallel.benchmarks.contender.pekko;

import org.jspecify.annotations.NullMarked;
