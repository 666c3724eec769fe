package io.rpcparallel.protocol;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Causes}.
 */
class CausesTests {

	@Test
	void aFailureComesFirstAndThenItsCauses() {
		IOException innermost = new IOException();
		RuntimeException middle = new IllegalStateException(innermost);
		RuntimeException failure = new IllegalArgumentException(middle);
		assertThat(Causes.of(failure, 10)).containsExactly(failure, middle, innermost);
		assertThat(Causes.of(failure, 2)).containsExactly(failure, middle);
	}

	@Test
	void thereMayBeNoEndToThem() {
		RuntimeException failure = new IllegalStateException();
		RuntimeException cause = new IllegalStateException(failure);
		failure.initCause(cause);
		assertThat(Causes.of(failure, 4)).containsExactly(failure, cause, failure, cause);
	}

	@Test
	void theyEndWhereOneCannotBeAskedFor() {
		RuntimeException silent = new IllegalStateException() {

			@Override
			public synchronized Throwable getCause() {
				throw new UnsupportedOperationException();
			}

		};
		assertThat(Causes.of(new IllegalStateException(silent), 10)).hasSize(2);
	}

}
