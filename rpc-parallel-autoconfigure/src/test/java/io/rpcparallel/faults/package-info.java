/**
 * What happens when things go wrong, by the letters of the catalogue of faults.
 */
package io.rpcparallel.faults;
