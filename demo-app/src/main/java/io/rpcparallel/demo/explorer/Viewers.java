package io.rpcparallel.demo.explorer;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Component;

/**
 * The pages that are open.
 */
@Component
@InExplorer
class Viewers {

	/**
	 * How many pages can be open. Each may hold a thread while it does not read.
	 */
	static final int MOST = 32;

	private final Map<UUID, Viewer> viewers = new ConcurrentHashMap<>();

	/**
	 * A page was opened.
	 * @return its viewer, or empty if there are too many
	 */
	Optional<Viewer> open() {
		if (this.viewers.size() >= MOST) {
			return Optional.empty();
		}
		Viewer viewer = new Viewer();
		this.viewers.put(viewer.id(), viewer);
		return Optional.of(viewer);
	}

	Optional<Viewer> find(UUID id) {
		return Optional.ofNullable(this.viewers.get(id));
	}

	void close(Viewer viewer) {
		this.viewers.remove(viewer.id());
	}

	void tellAll(ExplorerEvent event) {
		this.viewers.values().forEach((viewer) -> viewer.tell(event));
	}

}
