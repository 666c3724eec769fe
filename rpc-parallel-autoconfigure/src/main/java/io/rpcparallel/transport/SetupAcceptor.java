package io.rpcparallel.transport;

import java.util.UUID;
import java.util.function.Supplier;

import io.rsocket.ConnectionSetupPayload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.exceptions.RejectedSetupException;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.rsocket.annotation.support.RSocketMessageHandler;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Checks the key in the SETUP frame before anything else of a connection is looked at.
 */
class SetupAcceptor implements SocketAcceptor {

	private final KeyCheck keys;

	private final LinkAcceptor acceptor;

	private final Supplier<@Nullable RSocketMessageHandler> messageHandlers;

	private final RefusedConnections refused;

	SetupAcceptor(KeyCheck keys, LinkAcceptor acceptor, Supplier<@Nullable RSocketMessageHandler> messageHandlers,
			RefusedConnections refused) {
		this.messageHandlers = messageHandlers;
		this.keys = keys;
		this.acceptor = acceptor;
		this.refused = refused;
	}

	@Override
	public Mono<RSocket> accept(ConnectionSetupPayload setup, RSocket sendingSocket) {
		UUID workerId = this.keys.open(setup.getData());
		SocketConnection connection = ReaderThread.currentConnection();
		RequestHandler handler = (workerId != null)
				? this.acceptor.accept(workerId, new RSocketLink(sendingSocket, connection)) : null;
		if (handler == null) {
			this.refused.add((workerId != null) ? "its key is not for a worker that is waited for here"
					: "its key is wrong, or was used before");
			return Mono.error(new RejectedSetupException("The key of the connection is not valid here"));
		}
		connection.startPulse();
		Scheduler foreign = handler.foreignRequests();
		return Mono.just(new Responder(handler,
				(foreign != null) ? ForeignProtocol.of(this.messageHandlers, foreign, sendingSocket) : null));
	}

}
