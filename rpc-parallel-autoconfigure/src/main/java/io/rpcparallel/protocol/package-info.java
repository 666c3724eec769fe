/**
 * The wire as data: what processes say to each other and how it is encoded.
 */
@NullMarked
package io.rpcparallel.protocol;

import org.jspecify.annotations.NullMarked;
