package io.rpcparallel.transport;

import java.nio.ByteBuffer;
import java.time.Duration;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.exceptions.RejectedSetupException;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.util.DefaultPayload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.PayloadFormat;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.test.Counter;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What goes over the wire is RSocket: a client that knows nothing of this library calls a
 * function of a worker.
 */
class StockClientTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final LoopResources loops = LoopResources.create("stock", 1, true);

	private static TestMaster master;

	private static Worker<Counter> worker;

	@BeforeAll
	static void serve() {
		master = TestMaster.start(CounterApplication.class, "rpc-parallel.rpc.transport=tcp");
		WorkerType<Counter, Integer> counter = master.bean("counter");
		worker = master.workers().serve(counter, 5);
	}

	@AfterAll
	static void close() {
		loops.disposeLater(Duration.ZERO, TIMEOUT).block(TIMEOUT.multipliedBy(2));
		master.close();
	}

	@Test
	void aFunctionIsCalledByItsNumber() {
		RSocket client = connect(ConnectionSecret.of(worker.secret()));
		RpcFunction<Counter, Integer, Integer> add = master.bean("add");
		PayloadFormat integers = master.context()
			.getBean(PayloadFormats.class)
			.of(ResolvableType.forClass(Integer.class));
		int number = master.context().getBean(WorkerFunctionRegistry.class).find(add).index();
		ByteBuffer metadata = ByteBuffer.allocate(5).putInt(number).put((byte) 1).flip();
		Payload reply = client.requestResponse(DefaultPayload.create(ByteBuffer.wrap(integers.encode(3)), metadata))
			.block(TIMEOUT);
		byte[] result = new byte[reply.getData().remaining()];
		reply.getData().get(result);
		assertThat(reply.getMetadata().get(0)).isEqualTo((byte) Reply.Code.VALUE.ordinal());
		assertThat(integers.decode(result)).isEqualTo(8);
		client.dispose();
	}

	@Test
	@Tag("F1")
	void aWrongKeyIsRefusedInTheWordsOfRSocket() {
		RSocket client = connect(ConnectionSecret.random());
		assertThatExceptionOfType(RejectedSetupException.class)
			.isThrownBy(() -> client.requestResponse(DefaultPayload.create("x")).block(TIMEOUT))
			.withMessage("The key of the connection is not valid here");
	}

	private static RSocket connect(ConnectionSecret secret) {
		WorkerAddress.Tcp address = (WorkerAddress.Tcp) worker.address();
		TcpClient client = TcpClient.create(ConnectionProvider.newConnection())
			.runOn(loops, false)
			.host(address.host())
			.port(address.port());
		return RSocketConnector.create()
			.setupPayload(DefaultPayload.create(ConnectionKey.encode(secret, worker.id())))
			.connect(TcpClientTransport.create(client))
			.block(TIMEOUT);
	}

}
