package io.rpcparallel.demo.explorer;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.rpcparallel.CallInFlight;
import io.rpcparallel.CrashCause;
import io.rpcparallel.CrashReport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

class ExplorerControllersTests {

	private final Viewers viewers = new Viewers();

	private final TileScheduler scheduler = mock(TileScheduler.class);

	private final Crew crew = mock(Crew.class);

	private final CrashReports crashReports = mock(CrashReports.class);

	private final MockMvcTester mvc = MockMvcTester.of(
			List.of(new TileController(this.viewers, this.scheduler, mock(Pulses.class)),
					new CrewController(this.crew, this.crashReports)),
			(builder) -> builder
				.addFilters(new SecurityHeadersFilter(), new SameOriginFilter(new ExplorerProperties(null, List.of())))
				.build());

	private final Viewer viewer = this.viewers.open().orElseThrow();

	@Test
	void aViewIsHandedToTheScheduler() {
		assertThat(show("{\"level\": 3, \"tiles\": [[1, -2], [0, 0]]}")).hasStatus(HttpStatus.ACCEPTED);
		then(this.scheduler).should().show(this.viewer, List.of(new TileKey(3, 1, -2), new TileKey(3, 0, 0)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"level\": 99, \"tiles\": [[1, 2]]}", "{\"level\": 3, \"tiles\": [[1]]}",
			"{\"level\": 3, \"tiles\": [[1, 999999]]}", "{\"level\": 3, \"tiles\": \"all\"}", "no JSON" })
	void whatIsNoViewIsRefused(String body) {
		assertThat(show(body)).hasStatus(HttpStatus.BAD_REQUEST);
		then(this.scheduler).should(never()).show(any(), any());
	}

	@Test
	void aViewOfTooManyTilesIsRefused() {
		String tiles = "[0,0],".repeat(2000) + "[0,0]";
		assertThat(show("{\"level\": 3, \"tiles\": [" + tiles + "]}")).hasStatus(HttpStatus.BAD_REQUEST);
	}

	@Test
	void aViewerThatIsGoneGetsNothing() {
		this.viewers.close(this.viewer);
		assertThat(show("{\"level\": 3, \"tiles\": []}")).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void aViewerThatGoesWhileItIsServedIsForgotten() {
		willAnswer((invocation) -> {
			this.viewers.close(this.viewer);
			return null;
		}).given(this.scheduler).show(any(), any());
		assertThat(show("{\"level\": 3, \"tiles\": [[0, 0]]}")).hasStatus(HttpStatus.ACCEPTED);
		then(this.scheduler).should().forget(this.viewer);
	}

	@Test
	void aViewerThatStaysIsNotForgotten() {
		assertThat(show("{\"level\": 3, \"tiles\": [[0, 0]]}")).hasStatus(HttpStatus.ACCEPTED);
		then(this.scheduler).should(never()).forget(any());
	}

	@Test
	void whoAsksForHeadersOfTheEventsOpensNoPage() {
		for (int i = 0; i < Viewers.MOST; i++) {
			assertThat(this.mvc.head().uri("/api/events")).hasStatus(HttpStatus.METHOD_NOT_ALLOWED);
		}
		assertThat(this.viewers.open()).isPresent();
	}

	@Test
	void theButtonsReachTheCrew() {
		UUID id = UUID.randomUUID();
		given(this.crew.grow()).willReturn(true);
		given(this.crew.dismiss(id)).willReturn(true);
		given(this.crew.kill(id)).willReturn(true);
		assertThat(post("/api/workers", "{}")).hasStatus(HttpStatus.ACCEPTED);
		assertThat(post("/api/workers/" + id + "/stop", "{}")).hasStatus(HttpStatus.ACCEPTED);
		assertThat(post("/api/workers/" + id + "/kill", "{}")).hasStatus(HttpStatus.ACCEPTED);
		then(this.crew).should().kill(id);
	}

	@Test
	void whatCanNotBeDoneIsSaid() {
		assertThat(post("/api/workers", "{}")).hasStatus(HttpStatus.CONFLICT);
		assertThat(post("/api/workers/" + UUID.randomUUID() + "/kill", "{}")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(post("/api/workers/" + UUID.randomUUID() + "/stop", "{}")).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void anotherSiteCanNotKillAWorker() {
		UUID id = UUID.randomUUID();
		assertThat(this.mvc.post()
			.uri("/api/workers/" + id + "/kill")
			.header("Origin", "https://elsewhere.example")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{}")).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(this.mvc.post().uri("/api/workers/" + id + "/kill")).hasStatus(HttpStatus.FORBIDDEN)
			.bodyJson()
			.hasPathSatisfying("$.detail", (detail) -> assertThat(detail).asString().contains("explorer.host-names"));
		then(this.crew).shouldHaveNoInteractions();
	}

	@Test
	void theLastCrashReportIsShownInFull() {
		assertThat(this.mvc.get().uri("/api/crash-report")).hasStatus(HttpStatus.NO_CONTENT)
			.headers()
			.containsHeader("Content-Security-Policy");
		CrashReport.Subject worker = new CrashReport.Subject("worker-1", UUID.randomUUID(), 4711L, null, null, null);
		CrashReport report = new CrashReport(worker, CrashCause.KILLED, "its process was killed",
				new CrashReport.Evidence(137, null, List.of("[worker-1 stdout] last words"), List.of(), null, null),
				List.of(new CallInFlight("renderTile", CallInFlight.Progress.UNKNOWN)), 1);
		given(this.crashReports.last()).willReturn(Optional.of(CrashView.of(report)));
		assertThat(this.mvc.get().uri("/api/crash-report")).bodyJson()
			.hasPathSatisfying("$.cause", (cause) -> assertThat(cause).isEqualTo("KILLED"))
			.hasPathSatisfying("$.exitCode", (code) -> assertThat(code).isEqualTo(137))
			.hasPathSatisfying("$.worker.pid", (pid) -> assertThat(pid).isEqualTo(4711))
			.hasPathSatisfying("$.calls[0].functionName", (name) -> assertThat(name).isEqualTo("renderTile"))
			.hasPathSatisfying("$.lastLines[0]", (line) -> assertThat(line).isEqualTo("[worker-1 stdout] last words"));
	}

	private MvcTestResult show(String body) {
		return post("/api/viewers/" + this.viewer.id() + "/tiles", body);
	}

	private MvcTestResult post(String path, String body) {
		return this.mvc.post().uri(path).contentType(MediaType.APPLICATION_JSON).content(body).exchange();
	}

}
