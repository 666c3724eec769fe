/**
 * A model of workers and connections, which random steps are held against.
 */
package io.rpcparallel.test.model;
