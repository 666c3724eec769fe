/**
 * rsocket-java on reactor-netty as they come.
 */
@NullMarked
package io.rpcparallel.benchmarks.contender.rsocket;

import org.jspecify.annotations.NullMarked;
