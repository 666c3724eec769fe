/**
 * Spring's requester and message mappings as Boot configures them.
 */
@NullMarked
package io.rpcparallel.benchmarks.contender.spring;

import org.jspecify.annotations.NullMarked;
