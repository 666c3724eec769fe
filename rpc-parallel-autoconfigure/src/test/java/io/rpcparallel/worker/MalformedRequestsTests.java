package io.rpcparallel.worker;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.protocol.ApplicationFormats;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.MalformedPayloadException;
import io.rpcparallel.protocol.Opening;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ThrowableData;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestSettings;
import io.rpcparallel.transport.RSocketTransport;
import io.rpcparallel.transport.RefusedConnections;
import io.rpcparallel.transport.RpcLink;
import io.rpcparallel.transport.SocketKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Requests that a client of this application would not send are answered, and their
 * connection lives on.
 */
@LeavesNothingBehind
class MalformedRequestsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final RpcSettings RPC = TestSettings.limitedTo(1024 * 1024);

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(
			JournalFunctions.class);

	private final WorkerFunctionRegistry registry = WorkerFunctionRegistry.of(this.context.getBeanFactory());

	private final PayloadFormats formats = ApplicationFormats.create();

	private final ControlCodec codec = new ControlCodec();

	private final ConnectionSecret secret = ConnectionSecret.random();

	private final UUID workerId = UUID.randomUUID();

	private final CountedEvents events = new CountedEvents();

	private final RSocketTransport transport = new RSocketTransport(() -> null, SocketKind.AUTO,
			new RefusedConnections());

	private final WorkerServer server = new WorkerServer(this.registry, this.formats, this.transport, this.secret,
			new ServedWorkerSettings(this.workerId, "one", this.transport.reserve(), RPC, 1, Duration.ZERO, null),
			() -> null, this.events);

	private final RpcLink link = this.transport.connect(this.server.address(), this.secret, this.workerId, RPC, TIMEOUT)
		.block(TIMEOUT);

	@AfterEach
	void close() {
		this.server.close();
		this.transport.close();
		this.context.close();
	}

	@Test
	@Tag("D8")
	void aMessageAboveTheLimitIsRefusedUnreadAndTheConnectionLivesOn() {
		initialize();
		int limit = (int) RPC.maxMessageSize().toBytes();
		byte[] largest = new byte[limit];
		Arrays.fill(largest, (byte) 'y');
		assertThat(this.link.request(number("text"), largest).block(TIMEOUT).code()).isNotEqualTo(Reply.Code.REFUSED);
		assertRefused(this.link.request(number("text"), new byte[limit + 1]).block(TIMEOUT),
				"1,048,577 bytes of a 'java.lang.String' are above the limit of 1,048,576 bytes");
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> this.link.request(number("text"), new byte[20 * limit]).block(TIMEOUT))
			.withMessageContaining("Reassembled payload size went out of allowed 17825792 bytes");
		assertThat(callText("y")).isEqualTo("xy");
	}

	@Test
	@Tag("D12")
	void whatCannotBeReadIsAnsweredAndTheConnectionLivesOn() {
		byte[] garbage = { 1, 2, 3 };
		assertRefused(this.link.request(BuiltIn.INITIALIZE, garbage).block(TIMEOUT), "Request -2 can't be read");
		assertRefused(this.link.request(BuiltIn.INITIALIZE, null).block(TIMEOUT), "An initialisation has a body");
		initialize();
		assertRefused(this.link.request(BuiltIn.OPEN, garbage).block(TIMEOUT), "Request -3 can't be read");
		assertRefused(this.link.request(BuiltIn.AGREE, garbage).block(TIMEOUT), "Request -10 can't be read");
		assertRefused(this.link.request(BuiltIn.LOG_LEVEL, garbage).block(TIMEOUT), "Request -13 can't be read");
		assertRefused(this.link.request(BuiltIn.LOG_LEVEL, null).block(TIMEOUT),
				"A request for a log level has a body");
		Reply notText = this.link.request(number("text"), new byte[] { (byte) 0xc3 }).block(TIMEOUT);
		assertThrew(notText, MalformedPayloadException.class, "A String is UTF-8, which these bytes are not");
		assertThat(callText("y")).isEqualTo("xy");
	}

	@Test
	@Tag("D12")
	void fieldsOfAnotherVersionAreIgnoredAndThoseThatAreMissingAreRefused() {
		initialize();
		byte[] more = this.codec.encode(Map.of("fingerprint", this.registry.fingerprint(), "sessionType",
				Opening.NO_SESSION, "master", false, "colour", List.of("red")));
		assertThat(this.link.request(BuiltIn.OPEN, more).block(TIMEOUT)).isEqualTo(Reply.value(null));
		byte[] less = this.codec.encode(Map.of("sessionType", Opening.NO_SESSION));
		assertRefused(this.link.request(BuiltIn.OPEN, less).block(TIMEOUT), "Request -3 can't be read");
	}

	@Test
	@Tag("D12")
	void aMessageThatCannotBeReadIsNotTakenAndNothingFails() {
		initialize();
		this.link.send(number("note"), new byte[] { (byte) 0xc3 }).block(TIMEOUT);
		assertThat(callText("y")).isEqualTo("xy");
		assertThat(this.events.failures).isEmpty();
	}

	private void initialize() {
		byte[] argument = this.formats.of(this.registry.workerTypes().get(0).initArgument()).encode("x");
		byte[] initialization = this.codec.encode(new Initialization(0, argument, WorkerLifetime.CONNECTION));
		assertThat(this.link.request(BuiltIn.INITIALIZE, initialization).block(TIMEOUT)).isEqualTo(Reply.value(null));
	}

	private int number(String name) {
		return this.registry.functions()
			.stream()
			.filter((each) -> each.name().equals(name))
			.findFirst()
			.orElseThrow()
			.index();
	}

	private String callText(String query) {
		Reply reply = this.link.request(number("text"), query.getBytes()).block(TIMEOUT);
		assertThat(reply.code()).isEqualTo(Reply.Code.VALUE);
		return new String(reply.body());
	}

	private void assertRefused(Reply reply, String message) {
		assertThat(reply.code()).isEqualTo(Reply.Code.REFUSED);
		assertThat(this.codec.decode(reply.body(), ThrowableData.class).message()).startsWith(message);
	}

	private void assertThrew(Reply reply, Class<? extends Throwable> type, String message) {
		assertThat(reply.code()).isEqualTo(Reply.Code.THREW);
		ThrowableData thrown = this.codec.decode(reply.body(), ThrowableData.class);
		assertThat(thrown.type()).isEqualTo(type.getName());
		assertThat(thrown.message()).isEqualTo(message);
	}

}
