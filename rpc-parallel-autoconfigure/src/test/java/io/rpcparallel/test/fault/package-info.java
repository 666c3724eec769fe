/**
 * What faults are made of.
 */
package io.rpcparallel.test.fault;
