/**
 * The spawning side: starting workers, connecting to them, calling them, ending them.
 */
@NullMarked
package io.rpcparallel.master;

import org.jspecify.annotations.NullMarked;
