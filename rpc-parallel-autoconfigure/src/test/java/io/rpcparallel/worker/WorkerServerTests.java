package io.rpcparallel.worker;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import reactor.core.Disposable;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.protocol.ApplicationFormats;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.Opening;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ThrowableData;
import io.rpcparallel.registry.PayloadRole;
import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestSettings;
import io.rpcparallel.transport.LinkRefusedException;
import io.rpcparallel.transport.RSocketTransport;
import io.rpcparallel.transport.RefusedConnections;
import io.rpcparallel.transport.RpcLink;
import io.rpcparallel.transport.SocketKind;
import io.rpcparallel.worker.JournalFunctions.Journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WorkerServer} over sockets of this machine.
 */
@LeavesNothingBehind
class WorkerServerTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(
			JournalFunctions.class);

	private final Journal journal = this.context.getBean(Journal.class);

	private final WorkerFunctionRegistry registry = WorkerFunctionRegistry.of(this.context.getBeanFactory());

	private final PayloadFormats formats = ApplicationFormats.create();

	private final ControlCodec codec = new ControlCodec();

	private static final RpcSettings RPC = TestSettings.limitedTo(1024 * 1024);

	private final ConnectionSecret secret = ConnectionSecret.random();

	private final UUID workerId = UUID.randomUUID();

	private final CountedEvents events = new CountedEvents();

	private final RSocketTransport transport = new RSocketTransport(() -> null, SocketKind.AUTO,
			new RefusedConnections());

	private WorkerServer server = serve(1);

	@AfterEach
	void close() {
		this.server.close();
		this.transport.close();
		this.context.close();
	}

	@Test
	void callsBeforeTheInitialisationAreRefused() {
		RpcLink link = connect();
		assertRefused(link.request(number("text"), null).block(TIMEOUT), "Worker 'one' is not initialised yet");
		assertRefused(open(link), "Worker 'one' is not initialised yet");
		initialize(link, "x");
		assertThat(open(link)).isEqualTo(Reply.value(null));
		assertThat(call(link, "text", "y")).isEqualTo("xy");
	}

	@Test
	void aSecondInitialisationIsRefusedAndChangesNothing() {
		RpcLink link = connect();
		initialize(link, "first");
		RpcLink other = connect();
		assertRefused(other.request(BuiltIn.INITIALIZE, initialization("second")).block(TIMEOUT),
				"Worker 'one' is initialised already");
		assertThat(call(other, "text", "")).isEqualTo("first");
		other.close();
		other.onClose().block(TIMEOUT);
		assertThat(call(link, "text", "")).isEqualTo("first");
		assertThat(this.events.initializerGone).hasValue(0);
	}

	@Test
	void theEndOfTheInitialisersConnectionIsToldOnce() {
		RpcLink link = connect();
		initialize(link, "x");
		RpcLink other = connect();
		call(other, "text", "");
		other.close();
		other.onClose().block(TIMEOUT);
		assertThat(this.events.initializerGone).hasValue(0);
		link.close();
		Awaitility.await().untilAsserted(() -> assertThat(this.events.initializerGone).hasValue(1));
		assertThat(this.events.shutdownRequested).hasValue(0);
	}

	@Test
	void aRequestToEndIsAnsweredAndTold() {
		RpcLink link = connect();
		assertThat(link.request(BuiltIn.SHUTDOWN, null).block(TIMEOUT)).isEqualTo(Reply.value(null));
		Awaitility.await().untilAsserted(() -> assertThat(this.events.shutdownRequested).hasValue(1));
	}

	@Test
	@Tag("D12")
	@Tag("F10")
	void numbersThatNoFunctionHasAreRefused() {
		RpcLink link = connect();
		initialize(link, "x");
		int tooHigh = this.registry.functions().size();
		assertRefused(link.request(tooHigh, null).block(TIMEOUT),
				"Worker 'one' has no function number %d".formatted(tooHigh));
		assertRefused(link.request(-99, null).block(TIMEOUT), "Request -99 is not known here");
	}

	@Test
	void whatAnInitFunctionThrowsIsTheReply() {
		Reply reply = connect().request(BuiltIn.INITIALIZE, initialization("fail")).block(TIMEOUT);
		assertThrew(reply, IllegalArgumentException.class, "no state from 'fail'");
		Reply unknownType = serveAgain()
			.request(BuiltIn.INITIALIZE, this.codec.encode(new Initialization(7, null, WorkerLifetime.CONNECTION)))
			.block(TIMEOUT);
		assertThat(unknownType.code()).isEqualTo(Reply.Code.THREW);
	}

	@Test
	void errorsOfFunctionsAreAnsweredAndTheWorkerLivesOn() {
		RpcLink link = connect();
		initialize(link, "x");
		assertThrew(send(link, "raise", "error"), AssertionError.class, "error");
		assertThrew(send(link, "raise", "stack"), StackOverflowError.class, null);
		assertThrew(send(link, "raise", "linkage"), NoClassDefFoundError.class, "linkage");
		assertThrew(send(link, "raiseLater", "later"), IllegalStateException.class, "later");
		assertThat(call(link, "text", "y")).isEqualTo("xy");
	}

	@Test
	void anAsynchronousFunctionAnswersWhatItsMonoDoes() {
		RpcLink link = connect();
		initialize(link, "x");
		assertThat(call(link, "later", "y")).isEqualTo("xy");
		assertThat(send(link, "nothing", "")).isEqualTo(Reply.value(null));
	}

	@Test
	void aResultAboveTheLimitIsNotSent() {
		RpcLink link = connect();
		initialize(link, "x".repeat(1024 * 1024));
		Reply reply = send(link, "text", "yy");
		assertThat(reply.code()).isEqualTo(Reply.Code.TOO_LARGE);
		assertThat(this.codec.decode(reply.body(), Reply.TooLarge.class))
			.isEqualTo(new Reply.TooLarge(1024 * 1024 + 2, 1024 * 1024));
	}

	@Test
	void aQueryThatCannotBeReadIsAnsweredAsAFailure() {
		RpcLink link = connect();
		initialize(link, "x");
		Reply reply = link.request(number("count"), new byte[] { (byte) 0xff, 1, 2 }).block(TIMEOUT);
		assertThat(reply.code()).isEqualTo(Reply.Code.THREW);
		assertThat(send(link, "count", 3).code()).isEqualTo(Reply.Code.VALUE);
	}

	@Test
	void byDefaultCallsNeverOverlap() {
		RpcLink link = connect();
		initialize(link, "x");
		List<CompletableFuture<Reply>> calls = List.of(submit(link, "overlap"), submit(connect(), "overlap"),
				submit(link, "overlap"));
		for (int i = 1; i <= calls.size(); i++) {
			int started = i;
			Awaitility.await().until(() -> this.journal.started.get() == started);
			assertThat(this.journal.running).hasValue(1);
			this.journal.proceed.release();
		}
		calls.forEach((call) -> assertThat(call).succeedsWithin(TIMEOUT));
		assertThat(this.journal.mostRunning).hasValue(1);
	}

	@Test
	void anAsynchronousCallOccupiesTheWorkerUntilItsMonoEnds() {
		RpcLink link = connect();
		initialize(link, "x");
		CompletableFuture<Reply> pending = submit(link, "laterOnDemand");
		Awaitility.await().until(() -> this.journal.pending.currentSubscriberCount() == 1);
		CompletableFuture<Reply> next = submit(link, "text");
		assertThat(next).failsWithin(Duration.ofMillis(200));
		this.journal.pending.tryEmitValue("now");
		assertThat(pending).succeedsWithin(TIMEOUT);
		assertThat(next).succeedsWithin(TIMEOUT);
	}

	@Test
	void withAConcurrencyOfTwoTwoCallsOverlapAndNoMore() {
		this.server.close();
		this.server = serve(2);
		RpcLink link = connect();
		initialize(link, "x");
		List<CompletableFuture<Reply>> calls = List.of(submit(link, "overlap"), submit(link, "overlap"),
				submit(link, "overlap"));
		Awaitility.await().until(() -> this.journal.running.get() == 2);
		this.journal.proceed.release(3);
		calls.forEach((call) -> assertThat(call).succeedsWithin(TIMEOUT));
		assertThat(this.journal.mostRunning).hasValue(2);
	}

	@Test
	void cancellingARequestInterruptsItsFunction() throws InterruptedException {
		RpcLink link = connect();
		initialize(link, "x");
		Disposable call = link.request(number("sleep"), null).subscribe();
		assertThat(this.journal.sleeping.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		call.dispose();
		assertThat(this.journal.interrupted.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(call(link, "text", "y")).isEqualTo("xy");
	}

	@Test
	void cancellingARequestThatWaitsKeepsItFromStarting() {
		RpcLink link = connect();
		initialize(link, "x");
		CompletableFuture<Reply> running = submit(link, "overlap");
		Awaitility.await().until(() -> this.journal.running.get() == 1);
		submit(link, "overlap").cancel(true);
		// What is answered at once was sent after the cancellation, which has arrived
		// then
		open(link);
		CompletableFuture<Reply> last = submit(link, "text");
		this.journal.proceed.release();
		assertThat(running).succeedsWithin(TIMEOUT);
		assertThat(last).succeedsWithin(TIMEOUT);
		assertThat(this.journal.started).hasValue(1);
	}

	@Test
	void closingInterruptsWhatRunsAndThenClosesTheState() throws InterruptedException {
		RpcLink link = connect();
		initialize(link, "x");
		CompletableFuture<Reply> call = submit(link, "sleep");
		assertThat(this.journal.sleeping.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(this.journal.closed).isEmpty();
		this.server.close();
		assertThat(this.journal.interrupted.getCount()).isZero();
		assertThat(this.journal.closed).containsExactly("x");
		Awaitility.await().atMost(TIMEOUT).until(call::isDone);
		link.onClose().block(TIMEOUT);
	}

	@Test
	void aConnectionForAnotherWorkerIsRefused() {
		RpcLink link = this.transport.connect(this.server.address(), this.secret, UUID.randomUUID(), RPC, TIMEOUT)
			.block(TIMEOUT);
		assertThatExceptionOfType(LinkRefusedException.class)
			.isThrownBy(() -> link.request(BuiltIn.OPEN, null).block(TIMEOUT));
	}

	private RpcLink serveAgain() {
		this.server.close();
		this.server = serve(1);
		return connect();
	}

	private WorkerServer serve(int concurrency) {
		return new WorkerServer(
				this.registry, this.formats, this.transport, this.secret, new ServedWorkerSettings(this.workerId, "one",
						this.transport.reserve(), RPC, concurrency, Duration.ofSeconds(2), null),
				() -> null, this.events);
	}

	private RpcLink connect() {
		return this.transport.connect(this.server.address(), this.secret, this.workerId, RPC, TIMEOUT).block(TIMEOUT);
	}

	private byte[] initialization(String argument) {
		byte[] encoded = this.formats.of(this.registry.workerTypes().get(0).initArgument()).encode(argument);
		return this.codec.encode(new Initialization(0, encoded, WorkerLifetime.CONNECTION));
	}

	private void initialize(RpcLink link, String argument) {
		Reply reply = link.request(BuiltIn.INITIALIZE, initialization(argument)).block(TIMEOUT);
		assertThat(reply).isEqualTo(Reply.value(null));
	}

	private int number(String name) {
		return function(name).index();
	}

	private RegisteredFunction function(String name) {
		return this.registry.functions().stream().filter((each) -> each.name().equals(name)).findFirst().orElseThrow();
	}

	private Reply send(RpcLink link, String name, Object query) {
		byte[] body = this.formats.of(function(name).payload(PayloadRole.QUERY)).encode(query);
		return link.request(number(name), body).block(TIMEOUT);
	}

	private CompletableFuture<Reply> submit(RpcLink link, String name) {
		return link.request(number(name), null).toFuture();
	}

	private Object call(RpcLink link, String name, Object query) {
		Reply reply = send(link, name, query);
		assertThat(reply.code()).isEqualTo(Reply.Code.VALUE);
		return this.formats.of(function(name).payload(PayloadRole.RESULT)).decode(reply.body());
	}

	private Reply open(RpcLink link) {
		return link
			.request(BuiltIn.OPEN,
					this.codec.encode(new Opening(this.registry.fingerprint(), Opening.NO_SESSION, null, false)))
			.block(TIMEOUT);
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
