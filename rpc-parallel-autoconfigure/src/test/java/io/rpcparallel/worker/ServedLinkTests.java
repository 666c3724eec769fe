package io.rpcparallel.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Flux;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.Opening;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestSettings;
import io.rpcparallel.test.fault.FaultyProxy;
import io.rpcparallel.transport.RpcLink;
import io.rpcparallel.worker.JournalFunctions.Journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Connections of a worker that is to end, and connections that have fallen silent.
 */
@LeavesNothingBehind
@ExtendWith(OutputCaptureExtension.class)
class ServedLinkTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final int LIMIT = 1024 * 1024;

	private static final RpcSettings PATIENT = TestSettings.limitedTo(LIMIT)
		.withHeartbeat(Duration.ofMillis(50), Duration.ofSeconds(30));

	private final ServedJournal served = new ServedJournal(
			PATIENT.withHeartbeat(Duration.ofMillis(50), Duration.ofSeconds(1)), Duration.ofSeconds(2),
			"x".repeat(LIMIT - 1));

	private final Journal journal = this.served.journal;

	private final WorkerServer server = this.served.server;

	@AfterEach
	void close() {
		this.served.close();
	}

	@Test
	@Tag("A4")
	void aWorkerThatIsToEndAnswersWhatItHasAndStartsNothingNew() {
		RpcLink link = connect(this.server.address());
		CompletableFuture<Reply> running = request(link, "overlap");
		Awaitility.await().until(() -> this.journal.running.get() == 1);
		CompletableFuture<Reply> waiting = request(link, "overlap");
		Awaitility.await().until(() -> this.server.inFlight() == 2);
		CompletableFuture<Void> finished = CompletableFuture.runAsync(() -> this.server.finishCalls(TIMEOUT));
		awaitNobodyIsLetIn();
		assertThat(request(link, "count")).succeedsWithin(TIMEOUT).isEqualTo(Reply.notStarted());
		assertNotStarted(link.stream(this.served.number("letters"), null));
		AtomicBoolean cancelled = new AtomicBoolean();
		assertNotStarted(link.channel(this.served.number("received"), null,
				Flux.<byte[]>never().doOnCancel(() -> cancelled.set(true)), Runnable::run, null, null));
		Awaitility.await().untilTrue(cancelled);
		link.send(this.served.number("note"), null, null).block(TIMEOUT);
		assertThat(finished).isNotDone();
		this.journal.proceed.release(2);
		assertThat(running).succeedsWithin(TIMEOUT).isEqualTo(Reply.value(null));
		assertThat(waiting).succeedsWithin(TIMEOUT).isEqualTo(Reply.value(null));
		assertThat(finished).succeedsWithin(TIMEOUT);
		assertThat(this.journal.started).hasValue(2);
	}

	private static void assertNotStarted(Flux<byte[]> elements) {
		assertThatExceptionOfType(ReplyException.class).isThrownBy(() -> elements.blockLast(TIMEOUT))
			.satisfies((ex) -> assertThat(ex.reply()).isEqualTo(Reply.notStarted()));
	}

	@Test
	@Tag("A4")
	void aWorkerThatIsToEndWaitsUntilItsAnswersAreWritten() {
		RpcLink other = connect(this.server.address());
		try (FaultyProxy proxy = new FaultyProxy(this.server.address())) {
			RpcLink link = connect(proxy.address());
			assertThat(open(link, false)).isEqualTo(Reply.value(null));
			CompletableFuture<Reply> before = request(other, "overlap");
			Awaitility.await().until(() -> this.journal.running.get() == 1);
			proxy.stop(FaultyProxy.Direction.TO_CLIENT);
			CompletableFuture<Reply> large = link.request(this.served.number("text"), new byte[] { 'y' }).toFuture();
			Awaitility.await().until(() -> this.server.inFlight() == 2);
			this.journal.proceed.release();
			assertThat(before).succeedsWithin(TIMEOUT);
			Awaitility.await().until(() -> this.server.inFlight() == 0);
			CompletableFuture<Void> finished = CompletableFuture.runAsync(() -> {
				this.server.finishCalls(TIMEOUT);
				this.server.abort(null);
			});
			awaitNobodyIsLetIn();
			assertThat(other.isOpen()).isTrue();
			proxy.resume();
			assertThat(large).succeedsWithin(TIMEOUT).extracting((reply) -> reply.body().length).isEqualTo(LIMIT);
			assertThat(finished).succeedsWithin(TIMEOUT);
			link.close();
		}
	}

	@Test
	@Tag("D2")
	void aConnectionOfTheMasterOutlivesASilenceThatEndsThoseOfOthers(CapturedOutput output) {
		try (FaultyProxy first = new FaultyProxy(this.server.address());
				FaultyProxy second = new FaultyProxy(this.server.address())) {
			RpcLink own = connect(first.address());
			assertThat(open(own, true)).isEqualTo(Reply.value(null));
			first.stop(FaultyProxy.Direction.TO_SERVER);
			// Which is silent for less long than the first
			RpcLink other = connect(second.address());
			assertThat(open(other, false)).isEqualTo(Reply.value(null));
			second.stop(FaultyProxy.Direction.TO_SERVER);
			Awaitility.await().until(() -> output.toString().contains("its other side has been silent for"));
			second.resume();
			other.onClose().block(TIMEOUT);
			first.resume();
			assertThat(own.request(BuiltIn.HEARTBEAT, null).block(TIMEOUT)).isEqualTo(Reply.value(null));
			own.close();
		}
	}

	// Patient as a client, so that it is the worker that decides
	private RpcLink connect(WorkerAddress address) {
		return this.served.connect(address, PATIENT);
	}

	private void awaitNobodyIsLetIn() {
		Awaitility.await().untilAsserted(() -> assertThatException().isThrownBy(() -> connect(this.server.address())));
	}

	private Reply open(RpcLink link, boolean master) {
		Opening opening = new Opening(this.served.registry.fingerprint(), Opening.NO_SESSION, null, master);
		return link.request(BuiltIn.OPEN, new ControlCodec().encode(opening)).block(TIMEOUT);
	}

	private CompletableFuture<Reply> request(RpcLink link, String name) {
		return this.served.request(link, name, null);
	}

}
