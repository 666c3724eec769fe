package io.rpcparallel.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.netty.Connection;

/**
 * Ends a connection whose other side takes nothing of what was written to it
 * ({@code buffer_age_limit} of {@code rpc_parallel}), so that it does not pile up here.
 */
final class BufferAgeLimit extends IdleStateHandler {

	private static final Log logger = LogFactory.getLog(BufferAgeLimit.class);

	private final Duration limit;

	private BufferAgeLimit(Duration limit) {
		super(true, 0, limit.toMillis(), 0, TimeUnit.MILLISECONDS);
		this.limit = limit;
	}

	static void enforce(Connection connection, Duration limit) {
		connection.addHandlerFirst(new BufferAgeLimit(limit));
	}

	// Called whenever nothing was written for the time, which is most often since there
	// was nothing to write
	@Override
	protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
		ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
		if (event.state() == IdleState.WRITER_IDLE && buffer != null && buffer.totalPendingWriteBytes() > 0) {
			logger.warn(
					"A connection is ended: its other side has taken nothing for %d ms, and %,d bytes wait to be sent to it. See 'rpc-parallel.rpc.buffer-age-limit'"
						.formatted(this.limit.toMillis(), buffer.totalPendingWriteBytes()));
			context.close();
		}
	}

}
