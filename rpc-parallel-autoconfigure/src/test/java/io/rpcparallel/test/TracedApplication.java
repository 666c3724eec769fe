package io.rpcparallel.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.ThreadLocalCurrentTraceContext;
import brave.propagation.TraceContext;
import brave.sampler.Sampler;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BravePropagator;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * An application whose calls are traced by Brave, in the master and in workers.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class TracedApplication {

	public static void main(String[] args) {
		SpringApplication.run(TracedApplication.class, args);
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Integer, Integer> next() {
		return (number) -> number + 1;
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, Seen> look(ObjectProvider<Tracer> tracer) {
		return (ignored) -> Seen.by(tracer.getObject());
	}

	@Bean
	@WorkerFunction
	AsyncRpcFunction<Object, String, Seen> lookLater(ObjectProvider<Tracer> tracer) {
		return (state, ignored) -> Mono.just(Seen.by(tracer.getObject()));
	}

	@Bean
	@WorkerFunction
	StreamFunction<Object, String, Seen> lookOften(ObjectProvider<Tracer> tracer) {
		return (state, ignored) -> Flux.just(Seen.by(tracer.getObject()));
	}

	/**
	 * What a function sees of the trace and of the MDC.
	 *
	 * @param traceId the id of the trace
	 * @param spanId the id of the span it runs in
	 * @param parentId the id of that span's parent
	 * @param user what log records are marked with
	 */
	public record Seen(String traceId, String spanId, String parentId, @Nullable String user) {

		static Seen by(Tracer tracer) {
			Span span = tracer.currentSpan();
			return new Seen(span.context().traceId(), span.context().spanId(), span.context().parentId(),
					MDC.get("user"));
		}

	}

	/**
	 * Brave, as an application would set it up.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "test.traced", matchIfMissing = true)
	static class BraveConfiguration {

		@Bean
		Spans spans() {
			return new Spans(new CopyOnWriteArrayList<>());
		}

		@Bean(destroyMethod = "close")
		Tracing tracing(Spans spans) {
			return Tracing.newBuilder()
				.currentTraceContext(ThreadLocalCurrentTraceContext.create())
				.sampler(Sampler.ALWAYS_SAMPLE)
				.supportsJoin(false)
				.addSpanHandler(spans)
				.build();
		}

		@Bean
		Tracer tracer(Tracing tracing) {
			return new BraveTracer(tracing.tracer(), new BraveCurrentTraceContext(tracing.currentTraceContext()));
		}

		@Bean
		ObservationHandler<?> tracingHandler(Tracing tracing, Tracer tracer) {
			BravePropagator propagator = new BravePropagator(tracing);
			return new ObservationHandler.FirstMatchingCompositeObservationHandler(
					new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
					new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
					new DefaultTracingObservationHandler(tracer));
		}

	}

	/**
	 * Keeps the first spans of this process that have ended.
	 */
	public static final class Spans extends SpanHandler {

		private static final int MOST = 1000;

		private final List<MutableSpan> ended;

		Spans(List<MutableSpan> ended) {
			this.ended = ended;
		}

		@Override
		public boolean end(TraceContext context, MutableSpan span, Cause cause) {
			if (this.ended.size() < MOST) {
				this.ended.add(span);
			}
			return true;
		}

		/**
		 * List the spans of this process that have ended.
		 */
		public List<MutableSpan> ended() {
			return List.copyOf(this.ended);
		}

	}

}
