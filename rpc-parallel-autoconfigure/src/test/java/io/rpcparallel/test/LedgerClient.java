package io.rpcparallel.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.springframework.util.unit.DataSize;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.WorkerSession;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.SessionType;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LedgerApplication.Ledger;
import io.rpcparallel.test.LedgerApplication.Page;

/**
 * What the application does when it is started by hand: obey its standard input.
 */
public class LedgerClient {

	private final WorkerOperations workers;

	private final WorkerType<Ledger, String> ledger;

	private final SessionType<Ledger, Page, String> page;

	private final RpcFunction<Page, String, List<String>> write;

	private final StatelessRpcFunction<Integer, Long> sum;

	LedgerClient(WorkerOperations workers, WorkerType<Ledger, String> ledger, SessionType<Ledger, Page, String> page,
			RpcFunction<Page, String, List<String>> write, StatelessRpcFunction<Integer, Long> sum) {
		this.workers = workers;
		this.ledger = ledger;
		this.page = page;
		this.write = write;
		this.sum = sum;
	}

	void run() throws IOException {
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = commands.readLine(); line != null; line = commands.readLine()) {
			String[] words = line.split(" ");
			switch (words[0]) {
				case "write" -> {
					WorkerSession<Ledger, Page> session = this.workers.connect(worker(words), this.page, "third");
					System.out.println("WRITTEN " + session.run(this.write, "hello"));
				}
				case "settings" -> System.out.println("SETTINGS " + this.workers.serve(this.ledger, "x").rpc());
				case "spawn" -> {
					try (WorkerConnection<Ledger> worker = this.workers.spawn(this.ledger, "x")) {
						System.out.println("SPAWNED %d %s".formatted(worker.run(this.sum, 100), worker.worker().rpc()));
					}
				}
				default -> throw new IllegalArgumentException(line);
			}
		}
	}

	/**
	 * The command to write to a worker, with all that is needed to connect to it.
	 */
	public static String write(Worker<?> worker) {
		return String.join(" ", "write", worker.id().toString(), worker.name(), worker.address().text(),
				worker.secret());
	}

	private static Worker<Ledger> worker(String[] words) {
		return new Worker<>(UUID.fromString(words[1]), words[2], 1, WorkerAddress.parse(words[3]), words[4],
				new RpcSettings(DataSize.ofMegabytes(1), Duration.ofSeconds(1), Duration.ofSeconds(10),
						Duration.ofSeconds(5), Duration.ofSeconds(60)));
	}

}
