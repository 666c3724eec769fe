package io.rpcparallel.worker;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import io.rpcparallel.call.CallObservations;
import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.protocol.ApplicationFormats;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.test.LeavesNothingBehind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StreamCalls}: what becomes of failures after a cancellation.
 */
@LeavesNothingBehind
class StreamCallsTests {

	private static final Duration WAIT = Duration.ofSeconds(10);

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(
			DeafFunctions.class);

	private final WorkerFunctionRegistry registry = WorkerFunctionRegistry.of(this.context.getBeanFactory());

	private final CountedEvents events = new CountedEvents();

	private final Failures failures = new Failures(this.events);

	private final CallExecutor executor = new CallExecutor("one", 1, null, this.failures);

	private final DeadlineWatch deadlines = new DeadlineWatch("one", WAIT, this.events::overdue);

	private final BlockingWatch blocking = new BlockingWatch("one", this.registry, BlockingWatch.PERIOD);

	private final StreamCalls calls = new StreamCalls("one", this.executor,
			new ReplyWriter(ApplicationFormats.create(), new ControlCodec(), 1000), this.failures, this.deadlines,
			this.blocking, new FunctionObserver(CallObservations.NONE, "one", UUID.randomUUID()));

	private final Sinks.Many<byte[]> received = Sinks.many().multicast().directBestEffort();

	private final DeafFunctions functions = this.context.getBean(DeafFunctions.class);

	@AfterEach
	void close() {
		this.executor.close(WAIT);
		this.blocking.close();
		this.deadlines.close();
		this.context.close();
	}

	@Test
	void aCallersStreamThatFailsAfterItHasCancelledTheAnswerIsNoFailureOfTheFunction() throws Exception {
		cancel(begin("pass"));
		this.received.tryEmitError(new IllegalStateException("the caller's own")).orThrow();
		assertThat(this.functions.ended.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.events.failures).isEmpty();
	}

	@Test
	void whatTheFunctionThrowsAfterItsCallerHasCancelledIsItsFailure() throws Exception {
		cancel(begin("fail"));
		this.received.tryEmitError(new IllegalStateException("the caller's own")).orThrow();
		assertThat(this.functions.ended.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.events.failures).singleElement().hasToString("java.lang.IllegalStateException: its own");
	}

	@Test
	void whatTheFunctionMakesOfAnElementThatCannotBeReadIsNoFailureOfIt() throws Exception {
		cancel(begin("wrap"));
		this.received.tryEmitNext(new byte[3]).orThrow();
		assertThat(this.functions.ended.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.events.failures).isEmpty();
	}

	@Test
	void anElementAboveTheLimitIsNoFailureOfTheFunction() throws Exception {
		cancel(begin("pass"));
		this.received.tryEmitNext(new byte[1001]).orThrow();
		assertThat(this.functions.ended.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.events.failures).isEmpty();
	}

	@Test
	void aCallersFailureThatCannotBeReadIsNoFailureOfTheFunction() throws Exception {
		cancel(begin("wrap"));
		this.received.tryEmitError(new ReplyException(new Reply(Reply.Code.THREW, new byte[] { 1, 2, 3 }))).orThrow();
		assertThat(this.functions.ended.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.events.failures).isEmpty();
	}

	@Test
	void anAnswerAboveTheLimitThatNobodyWaitsForIsNoFailureOfTheFunction() {
		this.failures.dropped(this.registry.functions().get(0), new ReplyException(Reply.notStarted()));
		assertThat(this.events.failures).isEmpty();
	}

	private Disposable begin(String name) throws InterruptedException {
		ChannelFunction<?, ?, ?, ?> bean = this.context.getBean(name, ChannelFunction.class);
		Target target = new Target(this.registry.find(bean), bean, new Object(), null, null);
		Disposable answer = this.calls.channel(target, null, this.received.asFlux(), null).subscribe();
		assertThat(this.functions.begun.await(10, TimeUnit.SECONDS)).isTrue();
		return answer;
	}

	private void cancel(Disposable answer) throws InterruptedException {
		answer.dispose();
		assertThat(this.functions.cancelled.await(10, TimeUnit.SECONDS)).isTrue();
	}

	/**
	 * Functions that go on when they are cancelled.
	 */
	@Configuration(proxyBeanMethods = false)
	static class DeafFunctions {

		private final CountDownLatch begun = new CountDownLatch(1);

		private final CountDownLatch cancelled = new CountDownLatch(1);

		private final CountDownLatch ended = new CountDownLatch(1);

		@Bean
		@WorkerFunction
		ChannelFunction<Object, Integer, Integer, Integer> pass() {
			return (state, query, updates) -> deaf(updates);
		}

		@Bean
		@WorkerFunction
		ChannelFunction<Object, Integer, Integer, Integer> fail() {
			return (state, query, updates) -> deaf(updates.onErrorMap((ex) -> new IllegalStateException("its own")));
		}

		@Bean
		@WorkerFunction
		ChannelFunction<Object, Integer, Integer, Integer> wrap() {
			return (state, query,
					updates) -> deaf(updates.onErrorMap((ex) -> new IllegalStateException("an update", ex)));
		}

		private Flux<Integer> deaf(Flux<Integer> updates) {
			return Flux.from((answer) -> {
				answer.onSubscribe(new Subscription() {

					@Override
					public void request(long n) {
					}

					@Override
					public void cancel() {
						DeafFunctions.this.cancelled.countDown();
					}

				});
				updates.subscribe(answer::onNext, (ex) -> {
					answer.onError(ex);
					this.ended.countDown();
				});
				this.begun.countDown();
			});
		}

	}

}
