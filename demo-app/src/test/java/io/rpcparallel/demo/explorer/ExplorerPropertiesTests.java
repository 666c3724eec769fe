package io.rpcparallel.demo.explorer;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ExplorerPropertiesTests {

	@Test
	void thereAreAtLeastTwoWorkersByDefault() {
		assertThat(new ExplorerProperties(null, List.of()).workerCount()).isBetween(2, Crew.MOST);
		assertThat(new ExplorerProperties(1, List.of()).workerCount()).isOne();
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 9 })
	void thereAreNoMoreWorkersThanColours(int workers) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ExplorerProperties(workers, List.of()))
			.withMessage("'explorer.workers' must be from 1 to 8, but is " + workers);
	}

}
