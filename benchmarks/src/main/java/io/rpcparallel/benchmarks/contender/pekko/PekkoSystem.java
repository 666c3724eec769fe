package io.rpcparallel.benchmarks.contender.pekko;

import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.ActorSystem;

/**
 * Actor systems that talk over Artery TCP.
 */
final class PekkoSystem {

	static final String NAME = "bench";

	private PekkoSystem() {
	}

	static ActorSystem create() {
		return ActorSystem.create(NAME, ConfigFactory.parseString("""
				pekko.actor.provider = remote
				pekko.actor.serialization-bindings { "[B" = bytes }
				pekko.remote.artery.transport = tcp
				pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
				pekko.remote.artery.advanced.maximum-frame-size = 2 MiB
				pekko.loglevel = WARNING
				pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
				""").withFallback(ConfigFactory.load(PekkoSystem.class.getClassLoader())));
	}

}
