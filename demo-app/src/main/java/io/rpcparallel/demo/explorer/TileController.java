package io.rpcparallel.demo.explorer;

import java.util.List;
import java.util.UUID;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.util.Assert;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;

/**
 * A page opens a stream of events, and says which tiles it looks at; they come with the
 * events as they are rendered.
 */
@RestController
@InExplorer
class TileController {

	private final Viewers viewers;

	private final TileScheduler scheduler;

	private final Pulses pulses;

	TileController(Viewers viewers, TileScheduler scheduler, Pulses pulses) {
		this.viewers = viewers;
		this.scheduler = scheduler;
		this.pulses = pulses;
	}

	@GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<ExplorerEvent>> events() {
		Viewer viewer = this.viewers.open()
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "Too many pages are open"));
		viewer.tell(new ExplorerEvent.Hello(viewer.id()));
		return viewer.eventsAnd(this.pulses.pulses())
			.map((event) -> ServerSentEvent.<ExplorerEvent>builder(event).event(event.event()).build())
			.doFinally((signal) -> {
				this.viewers.close(viewer);
				this.scheduler.forget(viewer);
			});
	}

	/**
	 * Answer that there are no mere headers of events: a stream that nobody reads would
	 * never end, as the server does not notice that its reader is gone.
	 * @return what can be had instead
	 */
	@RequestMapping(path = "/api/events", method = RequestMethod.HEAD)
	ResponseEntity<Void> headersOfEvents() {
		return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED).allow(HttpMethod.GET).build();
	}

	@PostMapping(path = "/api/viewers/{id}/tiles", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.ACCEPTED)
	void show(@PathVariable UUID id, @RequestBody View view) {
		Viewer viewer = this.viewers.find(id)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such viewer"));
		try {
			this.scheduler.show(viewer, view.keys());
		}
		catch (IllegalArgumentException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, ex.getMessage(), ex);
		}
		if (this.viewers.find(id).isEmpty()) {
			// It was closed meanwhile, and so will not be forgotten again
			this.scheduler.forget(viewer);
		}
	}

	/**
	 * What a page looks at.
	 *
	 * @param level the level of the tiles
	 * @param tiles column and row of each tile that it has not got yet, the most urgent
	 * first
	 */
	record View(int level, List<List<Long>> tiles) {

		private static final int MOST = 2000;

		List<TileKey> keys() {
			Assert.isTrue(this.tiles.size() <= MOST, () -> "There can be no more than %d tiles".formatted(MOST));
			return this.tiles.stream().map(this::key).toList();
		}

		private TileKey key(List<Long> tile) {
			Assert.isTrue(tile.size() == 2, "A tile must have a column and a row");
			return new TileKey(this.level, tile.get(0), tile.get(1));
		}

	}

}
