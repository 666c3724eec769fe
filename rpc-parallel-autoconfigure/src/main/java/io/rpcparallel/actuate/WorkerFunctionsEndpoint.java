package io.rpcparallel.actuate;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

import io.rpcparallel.registry.PayloadRole;
import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.registry.RegisteredSessionType;
import io.rpcparallel.registry.RegisteredWorkerType;
import io.rpcparallel.registry.WorkerFunctionRegistry;

/**
 * Endpoint that lists what workers of this application can be asked: its functions,
 * worker types and session types, with the numbers that stand for them on the wire.
 *
 * @since 0.1.0
 */
@Endpoint(id = "workerfunctions", defaultAccess = Access.READ_ONLY)
public final class WorkerFunctionsEndpoint {

	private final WorkerFunctionRegistry registry;

	/**
	 * Create an endpoint.
	 * @param registry the functions
	 */
	public WorkerFunctionsEndpoint(WorkerFunctionRegistry registry) {
		this.registry = registry;
	}

	/**
	 * List the functions.
	 * @return the functions, worker types and session types, in the order of their
	 * numbers
	 */
	@ReadOperation
	public RegistryDescriptor functions() {
		return new RegistryDescriptor(this.registry.fingerprint(),
				this.registry.functions().stream().map(FunctionDescriptor::of).toList(),
				this.registry.workerTypes().stream().map(TypeDescriptor::of).toList(),
				this.registry.sessionTypes().stream().map(TypeDescriptor::of).toList());
	}

	/**
	 * What workers of this application can be asked.
	 *
	 * @param fingerprint a hash of all of it, which has to be equal in two processes for
	 * them to understand each other
	 * @param functions the functions
	 * @param workerTypes the worker types
	 * @param sessionTypes the session types
	 */
	public record RegistryDescriptor(String fingerprint, List<FunctionDescriptor> functions,
			List<TypeDescriptor> workerTypes, List<TypeDescriptor> sessionTypes) implements OperationResponseBody {

	}

	/**
	 * A function.
	 *
	 * @param id the number that stands for it on the wire
	 * @param name the name of its bean
	 * @param kind its kind, as in the meters
	 * @param state the type of the state it runs against
	 * @param query the type of its query
	 * @param update the type of its updates, or {@code null} if it has none
	 * @param result the type of its result or of the elements of its answer, or
	 * {@code null} if it has none
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record FunctionDescriptor(int id, String name, String kind, String state, String query,
			@Nullable String update, @Nullable String result) {

		static FunctionDescriptor of(RegisteredFunction function) {
			return new FunctionDescriptor(function.index(), function.name(), function.kind().tag(),
					function.state().toString(), function.payload(PayloadRole.QUERY).toString(),
					payload(function, PayloadRole.UPDATE), payload(function, PayloadRole.RESULT));
		}

		private static @Nullable String payload(RegisteredFunction function, PayloadRole role) {
			return function.kind().payloads().contains(role) ? function.payload(role).toString() : null;
		}

	}

	/**
	 * A worker type or a session type.
	 *
	 * @param id the number that stands for it on the wire
	 * @param name the name of its bean
	 * @param state the type of the state it creates
	 * @param initArgument the type of its init argument
	 */
	public record TypeDescriptor(int id, String name, String state, String initArgument) {

		static TypeDescriptor of(RegisteredWorkerType type) {
			return new TypeDescriptor(type.index(), type.name(), type.state().toString(),
					type.initArgument().toString());
		}

		static TypeDescriptor of(RegisteredSessionType type) {
			return new TypeDescriptor(type.index(), type.name(), type.state().toString(),
					type.initArgument().toString());
		}

	}

}
