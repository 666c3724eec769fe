/**
 * What the tests share: applications, the processes they run in, and the check that
 * nothing of them is left.
 */
package io.rpcparallel.test;
