package io.rpcparallel.autoconfigure;

import java.util.List;
import java.util.function.Supplier;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.ClassUtils;

import io.rpcparallel.call.CallObservations;
import io.rpcparallel.call.MdcObservations;

/**
 * Who observes the calls of this process, put together when the first of them is about to
 * be made or served.
 */
class ProcessObservations implements Supplier<CallObservations> {

	private static final String MDC = "org.slf4j.MDC";

	private final ObjectProvider<CallObservations> observations;

	private final List<String> mdcKeys;

	ProcessObservations(ObjectProvider<CallObservations> observations, List<String> mdcKeys) {
		this.observations = observations;
		this.mdcKeys = mdcKeys;
	}

	@Override
	public CallObservations get() {
		CallObservations present = this.observations.getIfAvailable(() -> CallObservations.NONE);
		return ClassUtils.isPresent(MDC, getClass().getClassLoader()) ? new MdcObservations(this.mdcKeys, present)
				: present;
	}

}
