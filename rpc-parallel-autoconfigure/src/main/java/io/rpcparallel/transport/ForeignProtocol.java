package io.rpcparallel.transport;

import java.util.function.Function;
import java.util.function.Supplier;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.rsocket.ConnectionSetupPayload;
import io.rsocket.RSocket;
import io.rsocket.core.DefaultConnectionSetupPayload;
import io.rsocket.frame.SetupFrameCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.util.EmptyPayload;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.rsocket.annotation.support.RSocketMessageHandler;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Requests that are not of our protocol: those with composite metadata are for the
 * application's {@code @MessageMapping} handlers ({@code of_async_rpc} and its like). The
 * handlers are looked for when the first such request comes.
 */
final class ForeignProtocol {

	static final MimeType METADATA = MimeTypeUtils
		.parseMimeType(WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString());

	static final MimeType DATA = MimeTypeUtils.parseMimeType(WellKnownMimeType.APPLICATION_CBOR.getString());

	private final Mono<RSocket> responder;

	private final Scheduler scheduler;

	private ForeignProtocol(Mono<RSocket> responder, Scheduler scheduler) {
		this.responder = responder;
		this.scheduler = scheduler;
	}

	static ForeignProtocol of(Supplier<@Nullable RSocketMessageHandler> handlers, Scheduler scheduler,
			RSocket sendingSocket) {
		Mono<RSocket> responder = Mono.defer(() -> {
			RSocketMessageHandler handler = handlers.get();
			if (handler == null) {
				return Mono.<RSocket>error(new IllegalStateException(
						"This application has no RSocketMessageHandler, so it has no @MessageMapping handlers"));
			}
			return handler.responder().accept(keylessSetup(), sendingSocket);
		}).cache();
		return new ForeignProtocol(responder, scheduler);
	}

	// What the application's own handlers see of the SETUP frame: nothing of the key in
	// it.
	// On the heap, as nobody releases it
	private static ConnectionSetupPayload keylessSetup() {
		return new DefaultConnectionSetupPayload(SetupFrameCodec.encode(new UnpooledByteBufAllocator(false, true),
				false, 0, 0, METADATA.toString(), DATA.toString(), EmptyPayload.INSTANCE));
	}

	<T> Mono<T> one(Function<RSocket, Mono<T>> request) {
		return this.responder.flatMap(request).subscribeOn(this.scheduler);
	}

	<T> Flux<T> many(Function<RSocket, Flux<T>> request) {
		return this.responder.flatMapMany(request).subscribeOn(this.scheduler);
	}

}
