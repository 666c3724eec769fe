package io.rpcparallel.transport;

import java.util.UUID;
import java.util.function.Supplier;

import io.rsocket.ConnectionSetupPayload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.exceptions.RejectedSetupException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.rsocket.annotation.support.RSocketMessageHandler;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import io.rpcparallel.protocol.ConnectionSecret;

/**
 * Checks the key in the SETUP frame before anything else of a connection is looked at.
 */
class SetupAcceptor implements SocketAcceptor {

	private static final Log logger = LogFactory.getLog(SetupAcceptor.class);

	private final ConnectionSecret secret;

	private final LinkAcceptor acceptor;

	private final Supplier<@Nullable RSocketMessageHandler> messageHandlers;

	SetupAcceptor(ConnectionSecret secret, LinkAcceptor acceptor,
			Supplier<@Nullable RSocketMessageHandler> messageHandlers) {
		this.messageHandlers = messageHandlers;
		this.secret = secret;
		this.acceptor = acceptor;
	}

	@Override
	public Mono<RSocket> accept(ConnectionSetupPayload setup, RSocket sendingSocket) {
		UUID workerId = ConnectionKey.open(setup.getData(), this.secret);
		RequestHandler handler = (workerId != null)
				? this.acceptor.accept(workerId, new RSocketLink(sendingSocket, ReaderThread.currentConnection()))
				: null;
		if (handler == null) {
			logger.debug("Refused a connection with " + ((workerId != null) ? "another worker's id" : "a wrong key"));
			return Mono.error(new RejectedSetupException("The key of the connection is not valid here"));
		}
		Scheduler foreign = handler.foreignRequests();
		return Mono.just(new Responder(handler,
				(foreign != null) ? ForeignProtocol.of(this.messageHandlers, foreign, sendingSocket) : null));
	}

}
