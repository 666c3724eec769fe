package io.rpcparallel.benchmarks.contender.pekko;

import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Props;

import io.rpcparallel.benchmarks.contender.Endpoint;

/**
 * Answers with an actor.
 */
public final class PekkoEndpoint implements Endpoint {

	static final String ACTOR = "answers";

	private final ActorSystem system = PekkoSystem.create();

	/**
	 * Listen on a loopback port.
	 */
	public PekkoEndpoint() {
		this.system.actorOf(Props.create(Answers.class, Answers::new), ACTOR);
	}

	@Override
	public String address() {
		return ((ExtendedActorSystem) this.system).provider().getDefaultAddress().port().get().toString();
	}

	@Override
	public void close() {
		this.system.terminate();
	}

	/**
	 * Answers a number with the next one, and bytes with themselves.
	 */
	private static final class Answers extends AbstractActor {

		@Override
		public Receive createReceive() {
			return receiveBuilder().match(Integer.class, this::increment)
				.match(byte[].class, (bytes) -> getSender().tell(bytes, getSelf()))
				.build();
		}

		private void increment(int query) {
			if (query >= 0) {
				getSender().tell(query + 1, getSelf());
			}
		}

	}

}
