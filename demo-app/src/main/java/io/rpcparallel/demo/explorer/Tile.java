package io.rpcparallel.demo.explorer;

/**
 * A rendered square, as it comes from a worker.
 *
 * @param shades a shade from 1 to 255 for each pixel, row by row, or 0 within the set,
 * compressed as {@link java.util.zip.Deflater} does by default. Which colour a shade has
 * is for the page to choose
 * @param micros how long the worker took, in microseconds
 */
record Tile(byte[] shades, long micros) {

}
