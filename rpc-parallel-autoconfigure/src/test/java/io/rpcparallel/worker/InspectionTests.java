package io.rpcparallel.worker;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;

import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.FunctionUses;
import io.rpcparallel.protocol.HeapHistogram;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ThreadDumpText;
import io.rpcparallel.protocol.ThrowableData;
import io.rpcparallel.registry.FunctionKind;
import io.rpcparallel.registry.RegisteredFunction;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Inspection}.
 */
class InspectionTests {

	private final FunctionCounts counts = new FunctionCounts(1);

	private final ControlCodec codec = new ControlCodec();

	private final Inspection inspection = inspection(HeapReader::read);

	@Test
	void theUsesOfFunctionsAreTold() {
		this.counts.ended(new RegisteredFunction(0, "f", FunctionKind.RPC, ResolvableType.NONE, List.of()), 7);
		assertThat(answer(BuiltIn.FUNCTION_USES, FunctionUses.class)).isEqualTo(this.counts.read());
	}

	@Test
	void theThreadsAreTold() {
		assertThat(answer(BuiltIn.THREAD_DUMP, ThreadDumpText.class).text())
			.contains("InspectionTests.theThreadsAreTold");
	}

	@Test
	void theHeapIsTold() {
		assertThat(answer(BuiltIn.HEAP_HISTOGRAM, HeapHistogram.class).classes()).isNotEmpty();
	}

	@Test
	void whatCannotBeToldIsAnsweredToo() {
		Reply reply = this.inspection.answer(BuiltIn.SHUTDOWN).block();
		assertThat(reply.code()).isEqualTo(Reply.Code.THREW);
		assertThat(this.codec.decode(reply.body(), ThrowableData.class).message())
			.isEqualTo("Nothing is known of request -4");
	}

	@Test
	void theHeapIsCountedOnceAtATime() {
		AtomicReference<Inspection> itself = new AtomicReference<>();
		AtomicReference<Reply> meanwhile = new AtomicReference<>();
		HeapHistogram counted = new HeapHistogram(1, 16, List.of());
		Inspection inspection = inspection(() -> {
			meanwhile.set(itself.get().answer(BuiltIn.HEAP_HISTOGRAM).block());
			return counted;
		});
		itself.set(inspection);
		for (int i = 0; i < 2; i++) {
			Reply reply = inspection.answer(BuiltIn.HEAP_HISTOGRAM).block();
			assertThat(this.codec.decode(reply.body(), HeapHistogram.class)).isEqualTo(counted);
			assertThat(meanwhile.get().code()).isEqualTo(Reply.Code.THREW);
			assertThat(this.codec.decode(meanwhile.get().body(), ThrowableData.class).message())
				.isEqualTo("The objects of its heap are being counted already, for somebody else");
		}
	}

	private Inspection inspection(Supplier<HeapHistogram> heap) {
		return new Inspection(this.counts, heap, this.codec, Runnable::run);
	}

	private <T> T answer(int request, Class<T> type) {
		Reply reply = this.inspection.answer(request).block();
		assertThat(reply.code()).isEqualTo(Reply.Code.VALUE);
		return this.codec.decode(reply.body(), type);
	}

}
