/**
 * A page that shows the Mandelbrot set, in tiles which worker processes render, beside
 * these workers. It never exists in a worker but for the function and what it uses.
 */
@NullMarked
package io.rpcparallel.demo.explorer;

import org.jspecify.annotations.NullMarked;
