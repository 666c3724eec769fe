package io.rpcparallel.demo.explorer;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Tells requests of the page from those that another site has a browser make.
 */
class SameOrigin {

	private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

	private final List<String> hostNames;

	SameOrigin(List<String> hostNames) {
		this.hostNames = hostNames.stream().map((name) -> name.toLowerCase(Locale.ROOT)).toList();
	}

	boolean allows(HttpServletRequest request) {
		return isJson(request.getContentType()) && isOwnSite(request.getHeader("Sec-Fetch-Site"))
				&& isOwnOrigin(request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST))
				&& isOwnName(request.getServerName());
	}

	// Without asking first, a browser sends no JSON to another site
	private static boolean isJson(@Nullable String contentType) {
		return contentType != null && contentType.split(";", 2)[0].strip().equals(MediaType.APPLICATION_JSON_VALUE);
	}

	private static boolean isOwnSite(@Nullable String site) {
		return site == null || site.equals("same-origin");
	}

	private static boolean isOwnOrigin(@Nullable String origin, @Nullable String host) {
		if (origin == null) {
			return true;
		}
		try {
			String authority = URI.create(origin).getRawAuthority();
			return authority != null && authority.equalsIgnoreCase(host);
		}
		catch (IllegalArgumentException ex) {
			// No origin that a browser sends
			return false;
		}
	}

	// Any site can have its name lead to this server, and so have the same origin
	private boolean isOwnName(String name) {
		String lower = name.toLowerCase(Locale.ROOT);
		return ADDRESS.matcher(lower).matches() || lower.equals("localhost") || lower.endsWith(".localhost")
				|| this.hostNames.contains(lower);
	}

}
