package io.rpcparallel.transport;

import java.util.UUID;

import io.rsocket.ConnectionSetupPayload;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.exceptions.RejectedSetupException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;

import io.rpcparallel.protocol.ConnectionSecret;

/**
 * Checks the key in the SETUP frame before anything else of a connection is looked at.
 */
class SetupAcceptor implements SocketAcceptor {

	private static final Log logger = LogFactory.getLog(SetupAcceptor.class);

	private final ConnectionSecret secret;

	private final LinkAcceptor acceptor;

	SetupAcceptor(ConnectionSecret secret, LinkAcceptor acceptor) {
		this.secret = secret;
		this.acceptor = acceptor;
	}

	@Override
	public Mono<RSocket> accept(ConnectionSetupPayload setup, RSocket sendingSocket) {
		UUID workerId = ConnectionKey.open(setup.getData(), this.secret);
		RequestHandler handler = (workerId != null) ? this.acceptor.accept(workerId, new RSocketLink(sendingSocket))
				: null;
		if (handler == null) {
			logger.debug("Refused a connection with " + ((workerId != null) ? "another worker's id" : "a wrong key"));
			return Mono.error(new RejectedSetupException("The key of the connection is not valid here"));
		}
		return Mono.just(new Responder(handler));
	}

	/**
	 * Turns requests into calls of the handler.
	 */
	private static final class Responder implements RSocket {

		private final RequestHandler handler;

		Responder(RequestHandler handler) {
			this.handler = handler;
		}

		@Override
		public Mono<Payload> requestResponse(Payload request) {
			try {
				return this.handler.handle(PayloadLayout.function(request), PayloadLayout.body(request))
					.map(PayloadLayout::reply);
			}
			finally {
				request.release();
			}
		}

	}

}
