package io.rpcparallel.demo.explorer;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What the page is told.
 */
sealed interface ExplorerEvent {

	/**
	 * Return the name of the server-sent event.
	 * @return the name that the page listens to
	 */
	String event();

	/**
	 * The first event of a connection.
	 *
	 * @param viewer the id with which the page asks for tiles
	 */
	record Hello(UUID viewer) implements ExplorerEvent {

		@Override
		public String event() {
			return "hello";
		}

	}

	/**
	 * A tile is rendered.
	 *
	 * @param tile which one
	 * @param worker the id of the worker that rendered it
	 * @param seat the colour of that worker
	 * @param micros how long that took, in microseconds
	 * @param lost how many workers were lost with it before
	 * @param shades the shades, as they came from the worker
	 */
	record Rendered(TileKey tile, UUID worker, int seat, long micros, int lost,
			byte[] shades) implements ExplorerEvent {

		@Override
		public String event() {
			return "tile";
		}

	}

	/**
	 * A tile can't be rendered.
	 *
	 * @param tile which one
	 * @param reason why
	 */
	record Failed(TileKey tile, @Nullable String reason) implements ExplorerEvent {

		@Override
		public String event() {
			return "failed";
		}

	}

	/**
	 * A worker is lost.
	 *
	 * @param worker its id
	 * @param name its name
	 * @param description what ended it
	 * @param calls how many calls it had
	 */
	record Lost(@Nullable UUID worker, String name, String description, int calls) implements ExplorerEvent {

		@Override
		public String event() {
			return "lost";
		}

	}

	/**
	 * How everything is, twice a second.
	 *
	 * @param millis when that was, by a clock that only goes forwards
	 * @param pid the process id of the application
	 * @param resident the memory of the application in bytes, or {@code null} where it
	 * can't be told
	 * @param workers its workers, in the order they were asked for
	 * @param wished how many workers there should be
	 * @param waiting how many tiles wait for a worker
	 * @param rendered how many tiles were rendered until now, by all that were ever there
	 * @param startFailure why the last start of a worker has failed, or {@code null} if
	 * it has not
	 */
	record Pulse(long millis, long pid, @Nullable Long resident, List<WorkerView> workers, int wished, int waiting,
			long rendered, @Nullable String startFailure) implements ExplorerEvent {

		@Override
		public String event() {
			return "pulse";
		}

	}

}
