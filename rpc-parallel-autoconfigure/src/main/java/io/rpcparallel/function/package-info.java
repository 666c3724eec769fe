/**
 * How the functions that workers execute are declared, and how a worker's state is made.
 */
@NullMarked
package io.rpcparallel.function;

import org.jspecify.annotations.NullMarked;
