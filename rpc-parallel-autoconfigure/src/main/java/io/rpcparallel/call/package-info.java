/**
 * What follows a call on both of its sides, and what goes from one to the other with it.
 */
@NullMarked
package io.rpcparallel.call;

import org.jspecify.annotations.NullMarked;
