/**
 * The one place that knows RSocket: authenticated links between processes.
 */
@NullMarked
package io.rpcparallel.transport;

import org.jspecify.annotations.NullMarked;
