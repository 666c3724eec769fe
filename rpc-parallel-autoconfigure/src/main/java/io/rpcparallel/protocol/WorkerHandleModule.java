package io.rpcparallel.protocol;

import java.util.UUID;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;

/**
 * Carries handles of workers with their secrets between the processes of an application.
 * No other mapper writes the secret, nor reads a handle.
 */
final class WorkerHandleModule extends SimpleModule {

	WorkerHandleModule() {
		addSerializer(Worker.class, new Serializer());
		addDeserializer(Worker.class, new Deserializer());
	}

	/**
	 * All of a handle.
	 *
	 * @param id the identity
	 * @param name the name
	 * @param pid the process id
	 * @param address where it listens
	 * @param secret the secret
	 * @param rpc the settings of its connections, encoded as we do
	 */
	private record Handle(UUID id, String name, long pid, WorkerAddress address, String secret, byte[] rpc) {

	}

	@SuppressWarnings("rawtypes") // the state's type is not written
	private static final class Serializer extends StdSerializer<Worker> {

		private final ControlCodec controlCodec = new ControlCodec();

		Serializer() {
			super(Worker.class);
		}

		@Override
		public void serialize(Worker worker, JsonGenerator generator, SerializationContext context) {
			context.writeValue(generator, new Handle(worker.id(), worker.name(), worker.pid(), worker.address(),
					worker.secret(), this.controlCodec.encode(worker.rpc())));
		}

	}

	@SuppressWarnings("rawtypes") // the state's type is not written
	private static final class Deserializer extends StdDeserializer<Worker> {

		private final ControlCodec controlCodec = new ControlCodec();

		Deserializer() {
			super(Worker.class);
		}

		@Override
		public Worker<?> deserialize(JsonParser parser, DeserializationContext context) {
			Handle handle = context.readValue(parser, Handle.class);
			return new Worker<>(handle.id(), handle.name(), handle.pid(), handle.address(), handle.secret(),
					this.controlCodec.decode(handle.rpc(), RpcSettings.class));
		}

	}

}
