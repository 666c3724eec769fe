package io.rpcparallel.bootstrap;

import java.util.function.Supplier;

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

	/**
	 * Create a check.
	 * @param registry the functions
	 * @param formats the formats of the application's payloads; asked for if the payloads
	 * are to be checked, which a worker's master has done
	 * @param worker whether this is a worker
	 * @throws InvalidWorkerFunctionException if a payload can't be carried
	 */
	public RegistryCheck(WorkerFunctionRegistry registry, Supplier<PayloadFormats> formats, boolean worker) {
		this.registry = registry;
		if (!worker) {
			check(registry, formats.get());
		}
	}

	private static void check(WorkerFunctionRegistry registry, PayloadFormats formats) {
		registry.functions().forEach((function) -> {
			for (PayloadRole role : function.kind().payloads()) {
				check(formats, function.name(), role.toString(), function.payload(role));
			}
		});
		registry.workerTypes().forEach((type) -> check(formats, type.name(), "init argument", type.initArgument()));
		registry.sessionTypes().forEach((type) -> check(formats, type.name(), "init argument", type.initArgument()));
	}

	private static void check(PayloadFormats formats, String beanName, String role, ResolvableType type) {
		try {
			formats.of(type);
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
