/**
 * grpc-java.
 */
@NullMarked
package io.rpcparallel.benchmarks.contender.grpc;

import org.jspecify.annotations.NullMarked;
