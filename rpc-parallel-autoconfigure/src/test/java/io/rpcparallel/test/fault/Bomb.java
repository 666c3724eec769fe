package io.rpcparallel.test.fault;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.rpcparallel.bootstrap.WorkerMode;

/**
 * A query and result that does harm at a place on its way.
 *
 * @param place where
 * @param death what it does there
 */
public record Bomb(Place place, Death death) {

	@JsonCreator
	static Bomb decode(@JsonProperty("place") Place place, @JsonProperty("death") Death death) {
		Bomb bomb = new Bomb(place, death);
		bomb.at(isWorker() ? Place.DECODE_QUERY : Place.DECODE_RESULT);
		return bomb;
	}

	@Override
	public Death death() {
		if (this.place == (isWorker() ? Place.ENCODE_RESULT : Place.ENCODE_QUERY)) {
			this.death.now();
		}
		return this.death;
	}

	/**
	 * Go off if this is the place.
	 * @param here where it is
	 */
	void at(Place here) {
		if (this.place == here) {
			this.death.now();
		}
	}

	private static boolean isWorker() {
		return WorkerMode.current() == WorkerMode.WORKER;
	}

	/**
	 * A place on the way of a call.
	 */
	public enum Place {

		ENCODE_QUERY, DECODE_QUERY, RUN, ENCODE_RESULT, DECODE_RESULT, WORKER_INIT, SESSION_INIT, STREAM_ITEM,
		STREAM_COMPLETE, ONE_WAY, BACKGROUND_THREAD

	}

}
