/**
 * Endpoints for the workers of a master and for the functions of the application.
 */
@NullMarked
package io.rpcparallel.actuate;

import org.jspecify.annotations.NullMarked;
