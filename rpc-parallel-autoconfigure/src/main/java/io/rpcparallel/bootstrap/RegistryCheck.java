package io.rpcparallel.bootstrap;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.ResolvableType;

import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.UnsupportedPayloadException;
import io.rpcparallel.registry.InvalidWorkerFunctionException;
import io.rpcparallel.registry.PayloadRole;
import io.rpcparallel.registry.WorkerFunctionRegistry;

/**
 * Checks at the start of the application what would otherwise fail at the first call:
 * that the payloads of every function can be carried, and that no function has two names.
 */
public class RegistryCheck implements SmartInitializingSingleton {

	private final WorkerFunctionRegistry registry;

	private final PayloadFormats formats;

	/**
	 * Create a check.
	 * @param registry the functions
	 * @param formats the formats of the application's payloads
	 * @throws InvalidWorkerFunctionException if a payload can't be carried
	 */
	public RegistryCheck(WorkerFunctionRegistry registry, PayloadFormats formats) {
		this.registry = registry;
		this.formats = formats;
		registry.functions().forEach((function) -> {
			for (PayloadRole role : function.kind().payloads()) {
				check(function.name(), role.toString(), function.payload(role));
			}
		});
		registry.workerTypes().forEach((type) -> check(type.name(), "init argument", type.initArgument()));
		registry.sessionTypes().forEach((type) -> check(type.name(), "init argument", type.initArgument()));
	}

	private void check(String beanName, String role, ResolvableType type) {
		try {
			this.formats.of(type);
		}
		catch (UnsupportedPayloadException ex) {
			throw new InvalidWorkerFunctionException(beanName,
					"its %s of type '%s' can't be sent: %s".formatted(role, type, ex.getMessage()), ex.getAction());
		}
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.registry.refuseDuplicates();
	}

}
