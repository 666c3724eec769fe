package io.rpcparallel.worker;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.HeapHistogram;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ThreadDumpText;

/**
 * Answers what an operator asks a worker, on threads that the application's functions
 * don't have, so that also one that is busy or stuck answers.
 */
class Inspection {

	private final FunctionCounts counts;

	private final Supplier<HeapHistogram> heap;

	private final ControlCodec codec;

	private final Executor executor;

	private final AtomicBoolean counting = new AtomicBoolean();

	/**
	 * Create an inspection.
	 * @param counts has counted the calls of functions
	 * @param heap counts the objects of the heap
	 * @param codec the codec of answers
	 * @param executor where it is answered
	 */
	Inspection(FunctionCounts counts, Supplier<HeapHistogram> heap, ControlCodec codec, Executor executor) {
		this.counts = counts;
		this.heap = heap;
		this.codec = codec;
		this.executor = executor;
	}

	/**
	 * Answer.
	 * @param request the number of what is asked
	 * @return the answer, or that it can't be had
	 */
	Mono<Reply> answer(int request) {
		return Mono.fromCallable(() -> Reply.value(this.codec.encode(look(request))))
			.subscribeOn(Schedulers.fromExecutor(this.executor))
			.onErrorResume((ex) -> Mono.just(this.codec.threw(ex)));
	}

	private Object look(int request) {
		return switch (request) {
			case BuiltIn.FUNCTION_USES -> this.counts.read();
			case BuiltIn.THREAD_DUMP -> new ThreadDumpText(ThreadDump.take().text());
			case BuiltIn.HEAP_HISTOGRAM -> heap();
			default -> throw new IllegalArgumentException("Nothing is known of request " + request);
		};
	}

	// This process stands still meanwhile, and would do nothing else if whoever is told
	// too late asked again and again
	private HeapHistogram heap() {
		if (!this.counting.compareAndSet(false, true)) {
			throw new IllegalStateException("The objects of its heap are being counted already, for somebody else");
		}
		try {
			return this.heap.get();
		}
		finally {
			this.counting.set(false);
		}
	}

}
