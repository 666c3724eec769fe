package io.rpcparallel.worker;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.rpcparallel.protocol.HeapHistogram;
import io.rpcparallel.protocol.HeapHistogram.HeapClass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link HeapReader}.
 */
class HeapReaderTests {

	@Test
	void theHeapOfThisProcessHasTheObjectsThatItNeeds() {
		HeapHistogram heap = HeapReader.read();
		assertThat(heap.classes()).hasSize(50).extracting(HeapClass::name).contains("[B", "java.lang.String");
		assertThat(heap.instances()).isGreaterThan(heap.classes().stream().mapToLong(HeapClass::instances).sum());
		assertThat(heap.bytes()).isGreaterThan(heap.classes().get(0).bytes());
	}

	@Test
	void whatTheJvmWritesIsRead() {
		assertThat(HeapReader.parse(List.of(" num     #instances         #bytes  class name (module)",
				"-------------------------------------------------------",
				"   1:        100463        9413072  [B (java.base@17.0.15)",
				"   2:            12            192  app.A", "Total        100475        9413264")))
			.isEqualTo(new HeapHistogram(100_475, 9_413_264,
					List.of(new HeapClass("[B", 100_463, 9_413_072), new HeapClass("app.A", 12, 192))));
	}

	@Test
	void somethingElseIsNotRead() {
		assertThatIllegalStateException().isThrownBy(() -> HeapReader.parse(List.of("No such command")))
			.withMessage("This JVM counts the objects of its heap in an unknown way");
	}

}
