/**
 * Faults, one class for each letter of the catalogue, with the id in a tag.
 */
package io.rpcparallel.faults;
