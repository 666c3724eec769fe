/**
 * The serving side: a worker's state, its calls and its link to the master.
 */
@NullMarked
package io.rpcparallel.worker;

import org.jspecify.annotations.NullMarked;
