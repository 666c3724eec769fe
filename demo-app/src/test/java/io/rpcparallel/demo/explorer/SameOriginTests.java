package io.rpcparallel.demo.explorer;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class SameOriginTests {

	private final SameOrigin sameOrigin = new SameOrigin(List.of("demo.example"));

	private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/workers");

	SameOriginTests() {
		this.request.setContentType("application/json");
		to("localhost:8080");
	}

	@Test
	void whatIsNoBrowserIsAllowed() {
		assertThat(this.sameOrigin.allows(this.request)).isTrue();
	}

	@Test
	void thePageItselfIsAllowed() {
		this.request.addHeader("Origin", "http://localhost:8080");
		this.request.addHeader("Sec-Fetch-Site", "same-origin");
		assertThat(this.sameOrigin.allows(this.request)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://elsewhere.example", "http://localhost:9090", "null", "", "http://[", "file:///a" })
	void otherOriginsAreNot(String origin) {
		this.request.addHeader("Origin", origin);
		assertThat(this.sameOrigin.allows(this.request)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "cross-site", "same-site", "none" })
	void otherSitesAreNot(String site) {
		this.request.addHeader("Sec-Fetch-Site", site);
		assertThat(this.sameOrigin.allows(this.request)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp" })
	void whatAFormCanSendIsNot(String contentType) {
		this.request.setContentType(contentType);
		assertThat(this.sameOrigin.allows(this.request)).isFalse();
	}

	@Test
	void aRequestWithoutContentIsNot() {
		this.request.setContentType(null);
		assertThat(this.sameOrigin.allows(this.request)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1:8080", "[::1]:8080", "192.168.1.7:8080", "demo.example", "Demo.Example:8080",
			"explorer.localhost:8080" })
	void namesThatOnlyTheOwnerGivesAreAllowed(String host) {
		to(host);
		this.request.addHeader("Origin", "http://" + host);
		assertThat(this.sameOrigin.allows(this.request)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "rebound.example:8080", "1.2.3.4.example", "localhost.example" })
	void aNameThatAnotherSiteHasLeadHereIsNot(String host) {
		to(host);
		this.request.addHeader("Origin", "http://" + host);
		assertThat(this.sameOrigin.allows(this.request)).isFalse();
	}

	private void to(String host) {
		this.request.removeHeader("Host");
		this.request.addHeader("Host", host);
		this.request.setServerName(host.replaceFirst(":\\d+$", ""));
	}

}
