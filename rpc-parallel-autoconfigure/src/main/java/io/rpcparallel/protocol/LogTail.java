package io.rpcparallel.protocol;

import java.util.List;

/**
 * The last records that a worker has logged since it told the last time, so that its
 * master has them should it die.
 *
 * @param records the records, the oldest first
 */
public record LogTail(List<LogRecordData> records) {

}
