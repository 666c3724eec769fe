/**
 * Who is measured: ours and the peers, by what they can do.
 */
@NullMarked
package io.rpcparallel.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
