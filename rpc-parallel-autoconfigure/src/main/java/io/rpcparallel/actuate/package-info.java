/**
 * Endpoint that lists the workers of a master.
 */
@NullMarked
package io.rpcparallel.actuate;

import org.jspecify.annotations.NullMarked;
