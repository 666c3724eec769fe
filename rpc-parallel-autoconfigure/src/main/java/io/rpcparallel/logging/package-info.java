/**
 * What a worker logs: taken from the logging system in use, kept for a while and streamed
 * to who subscribes.
 */
@NullMarked
package io.rpcparallel.logging;

import org.jspecify.annotations.NullMarked;
