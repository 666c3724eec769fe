package io.rpcparallel.demo.explorer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerOperations;

/**
 * Keeps as many workers as are wished for: one that is lost is replaced at once, by a
 * standby if there is one, and one that does not start after a pause. They end with the
 * application.
 */
@Component
@InExplorer
class Crew implements SmartLifecycle {

	/**
	 * How many workers there can be: as many as there are colours to tell them apart.
	 */
	static final int MOST = 8;

	private static final Log logger = LogFactory.getLog(Crew.class);

	private static final Duration PAUSE = Duration.ofSeconds(2);

	private final WorkerOperations workers;

	private final TileScheduler scheduler;

	private final int atStart;

	private final Object monitor = new Object();

	private final List<CrewMember> members = new ArrayList<>();

	private int wished;

	private int starting;

	private boolean running;

	private @Nullable String startFailure;

	Crew(WorkerOperations workers, TileScheduler scheduler, ExplorerProperties properties) {
		this.workers = workers;
		this.scheduler = scheduler;
		this.atStart = properties.workerCount();
	}

	@Override
	public void start() {
		synchronized (this.monitor) {
			this.running = true;
			this.wished = this.atStart;
		}
		fill();
	}

	@Override
	public void stop() {
		synchronized (this.monitor) {
			this.running = false;
		}
	}

	@Override
	public boolean isRunning() {
		synchronized (this.monitor) {
			return this.running;
		}
	}

	/**
	 * Have one more worker.
	 * @return whether there may be one more
	 */
	boolean grow() {
		synchronized (this.monitor) {
			if (this.wished >= MOST) {
				return false;
			}
			this.wished++;
		}
		fill();
		return true;
	}

	/**
	 * Have one worker less: it finishes its tiles and ends.
	 * @param id the id of the worker
	 * @return whether there is such a worker
	 */
	boolean dismiss(UUID id) {
		Optional<CrewMember> member;
		synchronized (this.monitor) {
			member = find(id);
			if (member.isPresent()) {
				this.members.remove(member.get());
				this.wished--;
			}
		}
		member.ifPresent(CrewMember::leave);
		return member.isPresent();
	}

	/**
	 * Kill a worker, which it can't prevent or prepare for.
	 * @param id the id of the worker
	 * @return whether there is such a worker
	 */
	boolean kill(UUID id) {
		Optional<CrewMember> member;
		synchronized (this.monitor) {
			member = find(id);
		}
		return member.isPresent() && kill(member.get().connection().worker().pid());
	}

	private static boolean kill(long pid) {
		// Only a child: its process id may be another's when it has ended
		return ProcessHandle.current()
			.children()
			.filter((child) -> child.pid() == pid)
			.findFirst()
			.map(ProcessHandle::destroyForcibly)
			.orElse(false);
	}

	Optional<CrewMember> member(UUID id) {
		synchronized (this.monitor) {
			return find(id);
		}
	}

	int wished() {
		synchronized (this.monitor) {
			return this.wished;
		}
	}

	@Nullable String startFailure() {
		synchronized (this.monitor) {
			return this.startFailure;
		}
	}

	private Optional<CrewMember> find(UUID id) {
		return this.members.stream().filter((member) -> member.id().equals(id)).findFirst();
	}

	private void fill() {
		while (mayStart()) {
			this.workers.spawnAsync(SpawnOptions.defaults()).subscribe(this::started, this::notStarted);
		}
	}

	private boolean mayStart() {
		synchronized (this.monitor) {
			boolean more = this.running && this.members.size() + this.starting < this.wished;
			if (more) {
				this.starting++;
			}
			return more;
		}
	}

	private void started(WorkerConnection<Object> connection) {
		CrewMember member = null;
		synchronized (this.monitor) {
			this.starting--;
			this.startFailure = null;
			if (this.running && this.members.size() < this.wished) {
				member = new CrewMember(connection, freeSeat());
				this.members.add(member);
			}
		}
		if (member == null) {
			connection.closeAsync().subscribe();
			return;
		}
		CrewMember joined = member;
		connection.closed().subscribe((reason) -> gone(joined));
		this.scheduler.join(joined);
	}

	private int freeSeat() {
		return IntStream.range(0, MOST)
			.filter((seat) -> this.members.stream().noneMatch((member) -> member.seat() == seat))
			.findFirst()
			.orElseThrow();
	}

	private void notStarted(Throwable ex) {
		if (!isRunning()) {
			return;
		}
		logger.warn("No worker could be started: " + ex.getMessage());
		logger.debug("Where it was noticed", ex);
		synchronized (this.monitor) {
			this.startFailure = String.valueOf(ex.getMessage()).lines().findFirst().orElse("");
		}
		Mono.delay(PAUSE).subscribe((ignored) -> {
			synchronized (this.monitor) {
				this.starting--;
			}
			fill();
		});
	}

	private void gone(CrewMember member) {
		this.scheduler.remove(member);
		synchronized (this.monitor) {
			this.members.remove(member);
		}
		fill();
	}

}
