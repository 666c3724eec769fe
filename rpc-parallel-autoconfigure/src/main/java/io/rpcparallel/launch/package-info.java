/**
 * Makes and ends worker processes: their command line, their input and their output.
 */
@NullMarked
package io.rpcparallel.launch;

import org.jspecify.annotations.NullMarked;
