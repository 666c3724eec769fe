/**
 * What happens before and around the application context of a worker.
 */
@NullMarked
package io.rpcparallel.bootstrap;

import org.jspecify.annotations.NullMarked;
