package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.rsocket.exceptions.ApplicationErrorException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.messaging.rsocket.RSocketRequester;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.kinds.Handlers.Where;
import io.rpcparallel.test.kinds.KindsApplication;
import io.rpcparallel.test.kinds.Ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The application's own RSocket handlers, which answer in a worker ({@code of_async_rpc}
 * and its like).
 */
@LeavesNothingBehind(afterEach = false)
class RequesterIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static TestMaster master;

	private static WorkerConnection<Ledger> worker;

	@BeforeAll
	static void spawn() {
		master = TestMaster.start(KindsApplication.class);
		WorkerType<Ledger, Integer> type = master.bean("ledger");
		worker = master.workers().spawn(type, 5, SpawnOptions.defaults().withName("handlers"));
	}

	@AfterAll
	static void close() {
		worker.close();
		master.close();
	}

	@Test
	void aRequestIsAnsweredInTheWorkerOnItsThreadForCalls() {
		Set<String> before = Leftovers.sockets();
		Where where = requester().route("where").data("x").retrieveMono(Where.class).block(PATIENCE);
		assertThat(where.name()).isEqualTo("x");
		assertThat(where.pid()).isEqualTo(worker.worker().pid());
		assertThat(where.thread()).startsWith("rpc-parallel-handlers-call-");
		assertThat(Leftovers.sockets()).isSubsetOf(before);
	}

	@Test
	void aStreamIsAnsweredWithDemand() {
		assertThat(requester().route("count").data(5000).retrieveFlux(Integer.class).count().block(PATIENCE))
			.isEqualTo(5000);
		assertThat(requester().route("count")
			.data(Integer.MAX_VALUE)
			.retrieveFlux(Integer.class)
			.take(3)
			.collectList()
			.block(PATIENCE)).containsExactly(0, 1, 2);
	}

	@Test
	void aMessageWithoutAnswerIsTaken() {
		requester().route("tell").data("news").send().block(PATIENCE);
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(strings("told")).containsExactly("news"));
	}

	@Test
	void aChannelGoesBothWays() {
		assertThat(requester().route("double")
			.data(Flux.range(0, 500), Integer.class)
			.retrieveFlux(Integer.class)
			.collectList()
			.block(PATIENCE)).hasSize(500).isSorted().last().isEqualTo(998);
	}

	@Test
	void functionsAndHandlersAnswerOverTheSameConnection() {
		RpcFunction<Ledger, Integer, Integer> add = master.bean("add");
		assertThat(Flux.range(0, 200)
			.flatMap((i) -> (i % 2 == 0) ? worker.submit(add, 0)
					: requester().route("count").data(1).retrieveFlux(Integer.class))
			.count()
			.block(PATIENCE)).isEqualTo(200);
	}

	@Test
	@Tag("F6")
	void theSecretOfTheConnectionIsNotShownToTheApplication() {
		assertThat(strings("shown")).containsExactly("shown: null");
	}

	@Test
	@Tag("F10")
	void aRouteThatNobodyHandlesIsToldSo() {
		assertThatExceptionOfType(ApplicationErrorException.class)
			.isThrownBy(() -> requester().route("nowhere").data("x").retrieveMono(String.class).block(PATIENCE))
			.withMessageContaining("'nowhere'");
	}

	private static List<String> strings(String route) {
		return requester().route(route).data("").retrieveMono(new ParameterizedTypeReference<List<String>>() {
		}).block(PATIENCE);
	}

	private static RSocketRequester requester() {
		return worker.requester();
	}

}
