/**
 * Health of the workers of a master.
 */
@NullMarked
package io.rpcparallel.health;

import org.jspecify.annotations.NullMarked;
