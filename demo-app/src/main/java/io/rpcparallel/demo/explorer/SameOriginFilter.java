package io.rpcparallel.demo.explorer;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets nothing but the page itself, or what is no browser, change anything.
 */
@Component
@InExplorer
class SameOriginFilter extends OncePerRequestFilter {

	private static final String REFUSAL = """
			{"title": "Forbidden", "status": 403, "detail": "Only the page itself may ask for this, and only under \
			localhost, an IP address or a name in explorer.host-names"}
			""";

	private final SameOrigin sameOrigin;

	SameOriginFilter(ExplorerProperties properties) {
		this.sameOrigin = new SameOrigin(properties.hostNames());
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
		if (reads || this.sameOrigin.allows(request)) {
			chain.doFilter(request, response);
		}
		else {
			response.setStatus(HttpStatus.FORBIDDEN.value());
			response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
			response.getWriter().write(REFUSAL);
		}
	}

}
