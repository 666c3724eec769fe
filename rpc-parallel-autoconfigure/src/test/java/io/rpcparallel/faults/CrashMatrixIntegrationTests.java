package io.rpcparallel.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerFailure;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.SessionType;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.Bomb;
import io.rpcparallel.test.fault.Bomb.Place;
import io.rpcparallel.test.fault.Death;
import io.rpcparallel.test.fault.FailureTable;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.LethalApplication;
import io.rpcparallel.test.fault.Repeated;
import io.rpcparallel.test.fault.Soak;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a caller gets when something throws, exits or is killed at each place on the way
 * of a call. What is seen must be what {@code docs/failures.md} says.
 */
@LeavesNothingBehind(afterEach = false)
@Repeated
@Timeout(120)
@Tag("A3")
@Tag("A17")
class CrashMatrixIntegrationTests {

	private static final long PATIENCE_SECONDS = 30;

	private static final Set<Place> IN_MASTER = EnumSet.of(Place.ENCODE_QUERY, Place.DECODE_RESULT);

	// In the short form one place of each, as processes take long to start
	private static final Set<Place> SHORT_FORM = EnumSet.of(Place.RUN, Place.ENCODE_RESULT, Place.STREAM_COMPLETE);

	private static final AtomicInteger right = new AtomicInteger();

	private static TestMaster master;

	private static WorkerConnection<Object> survivor;

	@BeforeAll
	static void start() {
		master = TestMaster.start(LethalApplication.class, "rpc-parallel.launch.stdout=discard",
				"rpc-parallel.launch.stderr=discard");
		survivor = spawn(SpawnOptions.defaults());
	}

	@AfterAll
	static void close() {
		Figures.print("A17", "%d of %d cells as they should be", right.get(), cells().size() * Soak.repeats());
		master.close();
	}

	static List<Arguments> cells() {
		boolean all = Boolean.getBoolean("rpc-parallel.test.all-cells");
		List<Arguments> cells = new ArrayList<>();
		for (Place place : Place.values()) {
			Stream.of(Death.THROW, Death.EXIT, Death.KILL)
				.filter((death) -> death == Death.THROW || !IN_MASTER.contains(place))
				.filter((death) -> all || death == Death.THROW || SHORT_FORM.contains(place))
				.forEach((death) -> cells.add(Arguments.of(place, death)));
		}
		return cells;
	}

	@ParameterizedTest
	@MethodSource("cells")
	void theOutcomeIsTheOneOfTheTable(Place place, Death death) throws Exception {
		assertThat(outcome(place, death)).isEqualTo(FailureTable.read("Place").cell(place.name(), death.name()));
		right.incrementAndGet();
	}

	private static String outcome(Place place, Death death) throws Exception {
		Bomb bomb = new Bomb(place, death);
		CompletableFuture<WorkerFailure> failure = new CompletableFuture<>();
		boolean lives = death == Death.THROW && place != Place.ONE_WAY && place != Place.BACKGROUND_THREAD;
		SpawnOptions options = SpawnOptions.defaults().withFailureHandler(failure::complete);
		if (place == Place.WORKER_INIT) {
			WorkerType<Object, Bomb> explosive = master.bean("explosive");
			return describe(master.workers().spawnAsync(explosive, bomb, options).toFuture());
		}
		WorkerConnection<Object> worker = lives ? survivor : spawn(options);
		String outcome = switch (place) {
			case SESSION_INIT -> describe(session(worker.worker(), bomb).toFuture());
			case STREAM_ITEM, STREAM_COMPLETE -> {
				StreamFunction<Object, Bomb, Integer> count = master.bean("count");
				List<Integer> received = new ArrayList<>();
				String end = describe(worker.stream(count, bomb).doOnNext(received::add).then().toFuture());
				yield end + " after %d elements".formatted(received.size());
			}
			case ONE_WAY -> {
				OneWayFunction<Object, Bomb> tell = master.bean("tell");
				worker.send(tell, bomb);
				yield "to the failure handler: " + describe(failure.get(PATIENCE_SECONDS, TimeUnit.SECONDS).cause());
			}
			default -> {
				StatelessRpcFunction<Bomb, Bomb> carry = master.bean("carry");
				yield describe(worker.submit(carry, bomb).toFuture());
			}
		};
		if (lives) {
			StatelessRpcFunction<String, String> echo = master.bean("echo");
			assertThat(worker.run(echo, "lives")).isEqualTo("lives");
		}
		else {
			assertThat(worker.closed().block(Duration.ofSeconds(PATIENCE_SECONDS))).isNotNull();
		}
		return outcome;
	}

	private static WorkerConnection<Object> spawn(SpawnOptions options) {
		WorkerType<Object, Bomb> explosive = master.bean("explosive");
		return master.workers().spawn(explosive, new Bomb(Place.RUN, Death.NONE), options);
	}

	private static Mono<?> session(Worker<Object> worker, Bomb bomb) {
		SessionType<Object, String, Bomb> explosive = master.bean("explosiveSession");
		return master.workers().connectAsync(worker, explosive, bomb);
	}

	private static String describe(CompletableFuture<?> answer) throws Exception {
		try {
			return "answer " + answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			return describe(ex.getCause());
		}
	}

	private static String describe(Throwable failure) {
		if (failure instanceof WorkerLostException lost) {
			return "`WorkerLostException`, `%s`".formatted(lost.getCrashReport().cause());
		}
		return "`%s`".formatted(failure.getClass().getSimpleName());
	}

}
