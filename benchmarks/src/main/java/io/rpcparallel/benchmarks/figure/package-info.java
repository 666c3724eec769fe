/**
 * What is measured, a class for each figure.
 */
@NullMarked
package io.rpcparallel.benchmarks.figure;

import org.jspecify.annotations.NullMarked;
