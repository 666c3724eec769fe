/**
 * The demo: a command line application that runs itself again as worker processes.
 */
@NullMarked
package io.rpcparallel.demo;

import org.jspecify.annotations.NullMarked;
