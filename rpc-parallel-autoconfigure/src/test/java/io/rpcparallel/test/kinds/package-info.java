/**
 * An application with functions of every kind, for the tests of what they promise.
 */
package io.rpcparallel.test.kinds;
