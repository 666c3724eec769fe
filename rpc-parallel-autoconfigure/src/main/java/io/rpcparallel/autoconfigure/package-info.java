/**
 * Auto-configuration for rpc-parallel.
 */
@NullMarked
package io.rpcparallel.autoconfigure;

import org.jspecify.annotations.NullMarked;
