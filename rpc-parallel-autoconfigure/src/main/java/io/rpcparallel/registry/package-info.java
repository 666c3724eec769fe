/**
 * Which functions and worker types the application has, in which order, with which types.
 */
@NullMarked
package io.rpcparallel.registry;

import org.jspecify.annotations.NullMarked;
