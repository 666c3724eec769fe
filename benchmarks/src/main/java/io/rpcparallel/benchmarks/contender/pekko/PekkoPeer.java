package io.rpcparallel.benchmarks.contender.pekko;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.pattern.Patterns;

import io.rpcparallel.benchmarks.contender.Calls;
import io.rpcparallel.benchmarks.contender.Completion;
import io.rpcparallel.benchmarks.contender.Server;
import io.rpcparallel.benchmarks.contender.Vitals;

/**
 * Ask of Apache Pekko's remote actors. It has no streams of its own, and it does not see
 * the end of the other process before it declares a silent address unreachable.
 */
public final class PekkoPeer implements Calls {

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	private final Server server;

	private final ActorSystem system = PekkoSystem.create();

	private final ActorRef actor;

	/**
	 * Create the peer.
	 * @param server its answering side
	 * @throws Exception if the actor is not there
	 */
	public PekkoPeer(Server server) throws Exception {
		this.server = server;
		this.actor = this.system
			.actorSelection(
					"pekko://%s@127.0.0.1:%d/user/%s".formatted(PekkoSystem.NAME, server.port(), PekkoEndpoint.ACTOR))
			.resolveOne(TIMEOUT)
			.toCompletableFuture()
			.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
	}

	@Override
	public int call(int query) throws Exception {
		return (Integer) ask(query).toCompletableFuture().get();
	}

	@Override
	public void submit(int query, Completion completion) {
		ask(query).whenComplete((answer, ex) -> {
			if (ex != null) {
				completion.failed(ex);
			}
			else {
				completion.done((Integer) answer);
			}
		});
	}

	@Override
	public void echo(byte[] bytes, Completion completion) {
		ask(bytes).whenComplete((answer, ex) -> {
			if (ex != null) {
				completion.failed(ex);
			}
			else {
				completion.done(((byte[]) answer).length);
			}
		});
	}

	private CompletionStage<Object> ask(Object message) {
		return Patterns.ask(this.actor, message, TIMEOUT);
	}

	@Override
	public Vitals workerVitals() {
		return this.server.vitals();
	}

	@Override
	public void close() {
		this.system.terminate();
		this.server.close();
	}

}
