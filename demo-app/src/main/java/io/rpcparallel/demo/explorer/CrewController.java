package io.rpcparallel.demo.explorer;

import java.util.UUID;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * What the buttons of the page do. They answer at once; the events tell what comes of it.
 */
@RestController
@InExplorer
class CrewController {

	private final Crew crew;

	private final CrashReports crashReports;

	CrewController(Crew crew, CrashReports crashReports) {
		this.crew = crew;
		this.crashReports = crashReports;
	}

	@PostMapping(path = "/api/workers", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.ACCEPTED)
	void spawn() {
		if (!this.crew.grow()) {
			throw new ResponseStatusException(HttpStatus.CONFLICT,
					"There are %d workers, which is the most".formatted(Crew.MOST));
		}
	}

	@PostMapping(path = "/api/workers/{id}/stop", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.ACCEPTED)
	void stop(@PathVariable UUID id) {
		check(this.crew.dismiss(id));
	}

	@PostMapping(path = "/api/workers/{id}/kill", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.ACCEPTED)
	void kill(@PathVariable UUID id) {
		check(this.crew.kill(id));
	}

	@GetMapping(path = "/api/crash-report", produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<CrashView> crashReport() {
		return this.crashReports.last().map(ResponseEntity::ok).orElseGet(() -> ResponseEntity.noContent().build());
	}

	private static void check(boolean found) {
		if (!found) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such worker any more");
		}
	}

}
