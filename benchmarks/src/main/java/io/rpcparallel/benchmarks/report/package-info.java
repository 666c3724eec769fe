/**
 * What was found, as Markdown.
 */
@NullMarked
package io.rpcparallel.benchmarks.report;

import org.jspecify.annotations.NullMarked;
