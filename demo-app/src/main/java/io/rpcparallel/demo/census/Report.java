package io.rpcparallel.demo.census;

import java.util.List;

/**
 * The result of a run.
 *
 * @param census what was counted: the same however many workers counted it
 * @param shares who counted how much of it
 * @param millis how long it took
 */
record Report(Census census, List<Share> shares, long millis) {

}
