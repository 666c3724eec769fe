/**
 * What an application types to spawn workers and to call functions on them, starting from
 * {@link io.rpcparallel.WorkerTemplate}.
 */
@NullMarked
package io.rpcparallel;

import org.jspecify.annotations.NullMarked;
