/**
 * A census of class files: the master lists jars, workers count what is in them, the
 * master adds up and prints.
 */
@NullMarked
package io.rpcparallel.demo.census;

import org.jspecify.annotations.NullMarked;
