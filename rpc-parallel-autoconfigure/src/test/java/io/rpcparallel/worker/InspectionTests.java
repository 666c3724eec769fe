package io.rpcparallel.worker;

import java.util.List;

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

	private final Inspection inspection = new Inspection(this.counts, this.codec, Runnable::run);

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

	private <T> T answer(int request, Class<T> type) {
		Reply reply = this.inspection.answer(request).block();
		assertThat(reply.code()).isEqualTo(Reply.Code.VALUE);
		return this.codec.decode(reply.body(), type);
	}

}
