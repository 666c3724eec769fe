package io.rpcparallel.demo.explorer;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.rpcparallel.CloseReason;
import io.rpcparallel.CrashCause;
import io.rpcparallel.CrashReport;
import io.rpcparallel.RpcSettings;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.function.RequestResponseFunction;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * A worker that answers when the test says so.
 */
final class FakeWorker {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final RpcSettings SETTINGS = new RpcSettings(DataSize.ofMegabytes(1), SECOND,
			SECOND.multipliedBy(10), SECOND, SECOND);

	private final UUID id = UUID.randomUUID();

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	private final AtomicBoolean open = new AtomicBoolean(true);

	private final Sinks.One<CloseReason> closed = Sinks.one();

	private final WorkerConnection<Object> connection;

	@SuppressWarnings("unchecked") // a mock has no type arguments
	FakeWorker() {
		this.connection = mock(WorkerConnection.class);
		given(this.connection.worker()).willReturn(new Worker<>(this.id, "fake", Long.MAX_VALUE,
				new WorkerAddress.Tcp("127.0.0.1", 1), "secret", SETTINGS));
		given(this.connection.isOpen()).willAnswer((invocation) -> this.open.get());
		given(this.connection.closed()).willReturn(this.closed.asMono());
		given(this.connection.closeAsync()).willAnswer((invocation) -> {
			end(CloseReason.CLOSED_HERE);
			return Mono.empty();
		});
		given(this.connection.submit(any(RequestResponseFunction.class), any(), any(Duration.class)))
			.willAnswer((invocation) -> submit(invocation.getArgument(1)));
	}

	private Mono<Tile> submit(TileKey tile) {
		Call call = new Call(tile, Sinks.one(), new AtomicBoolean());
		this.calls.add(call);
		return call.answer.asMono().doOnCancel(() -> call.cancelled.set(true));
	}

	WorkerConnection<Object> connection() {
		return this.connection;
	}

	UUID id() {
		return this.id;
	}

	boolean isOpen() {
		return this.open.get();
	}

	/**
	 * Return which tiles it was asked for.
	 */
	List<TileKey> tiles() {
		return this.calls.stream().map(Call::tile).toList();
	}

	boolean isCancelled(TileKey tile) {
		return find(tile).cancelled.get();
	}

	void answer(TileKey tile) {
		find(tile).answer.tryEmitValue(new Tile(new byte[] { 1 }, 5)).orThrow();
	}

	void fail(TileKey tile, Throwable failure) {
		find(tile).answer.tryEmitError(failure).orThrow();
	}

	void die() {
		this.open.set(false);
		CrashReport report = CrashReport.of(CrashReport.Subject.of(this.connection.worker()), CrashCause.KILLED,
				"its process was killed");
		this.calls.forEach((call) -> call.answer.tryEmitError(new WorkerLostException(report, null, null)));
		end(CloseReason.LOST);
	}

	private void end(CloseReason reason) {
		this.open.set(false);
		this.closed.tryEmitValue(reason);
	}

	private Call find(TileKey tile) {
		return this.calls.stream().filter((call) -> call.tile.equals(tile)).reduce((first, last) -> last).orElseThrow();
	}

	private record Call(TileKey tile, Sinks.One<Tile> answer, AtomicBoolean cancelled) {

	}

}
