/**
 * What the operating system tells of processes, for both sides.
 */
@NullMarked
package io.rpcparallel.process;

import org.jspecify.annotations.NullMarked;
