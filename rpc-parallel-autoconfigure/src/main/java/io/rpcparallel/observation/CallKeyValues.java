package io.rpcparallel.observation;

import java.util.Arrays;
import java.util.Locale;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.call.CallOutcome;
import io.rpcparallel.observation.CallObservationDocumentation.HighCardinalityKeys;
import io.rpcparallel.observation.CallObservationDocumentation.LowCardinalityKeys;
import io.rpcparallel.registry.FunctionKind;

/**
 * The keys of observations that both sides have. What has few values is made once.
 */
final class CallKeyValues {

	static final String NAME = "rpc.parallel.call";

	static final KeyValue CALLER = LowCardinalityKeys.SIDE.withValue("caller");

	static final KeyValue WORKER = LowCardinalityKeys.SIDE.withValue("worker");

	private static final KeyValue[] KINDS = Arrays.stream(FunctionKind.values())
		.map((kind) -> LowCardinalityKeys.KIND.withValue(text(kind)))
		.toArray(KeyValue[]::new);

	private static final KeyValue[] OUTCOMES = Arrays.stream(CallOutcome.values())
		.map((outcome) -> LowCardinalityKeys.OUTCOME.withValue(text(outcome)))
		.toArray(KeyValue[]::new);

	private CallKeyValues() {
	}

	static String text(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	// Those who time what goes on have no key whose value is not known yet
	static KeyValues low(ObservedCall call, KeyValue side, @Nullable CallOutcome outcome) {
		KeyValue function = LowCardinalityKeys.FUNCTION.withValue(call.functionName());
		KeyValue kind = KINDS[call.kind().ordinal()];
		return (outcome != null) ? KeyValues.of(function, kind, side, OUTCOMES[outcome.ordinal()])
				: KeyValues.of(function, kind, side);
	}

	static KeyValues high(ObservedCall call) {
		return KeyValues.of(HighCardinalityKeys.WORKER_ID.withValue(call.workerId().toString()),
				HighCardinalityKeys.WORKER_NAME.withValue(call.workerName()));
	}

}
