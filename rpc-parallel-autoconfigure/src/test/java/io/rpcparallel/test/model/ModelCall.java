package io.rpcparallel.test.model;

import java.util.concurrent.CompletableFuture;

/**
 * A call that has no end until it is cancelled or loses its worker.
 *
 * @param connection what it was made on
 * @param end its end, should it come by itself
 * @param cancellation cancels it
 */
record ModelCall(ModelConnection connection, CompletableFuture<?> end, Runnable cancellation) {

}
