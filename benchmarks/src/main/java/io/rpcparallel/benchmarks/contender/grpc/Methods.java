package io.rpcparallel.benchmarks.contender.grpc;

import com.google.protobuf.BytesValue;
import com.google.protobuf.Int32Value;
import com.google.protobuf.Int64Value;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;

/**
 * The methods of the service, as generated stubs would describe them. The messages are
 * protobuf's own wrappers, so that nothing needs to be generated.
 */
final class Methods {

	static final String SERVICE = "bench.Bench";

	static final MethodDescriptor<Int32Value, Int32Value> INCREMENT = method("Increment", MethodType.UNARY,
			Int32Value.getDefaultInstance(), Int32Value.getDefaultInstance());

	static final MethodDescriptor<BytesValue, BytesValue> ECHO = method("Echo", MethodType.UNARY,
			BytesValue.getDefaultInstance(), BytesValue.getDefaultInstance());

	static final MethodDescriptor<Int32Value, Int32Value> NUMBERS = method("Numbers", MethodType.SERVER_STREAMING,
			Int32Value.getDefaultInstance(), Int32Value.getDefaultInstance());

	static final MethodDescriptor<Int32Value, Int64Value> SUM = method("Sum", MethodType.CLIENT_STREAMING,
			Int32Value.getDefaultInstance(), Int64Value.getDefaultInstance());

	private Methods() {
	}

	private static <Q extends Message, R extends Message> MethodDescriptor<Q, R> method(String name, MethodType type,
			Q query, R result) {
		return MethodDescriptor.<Q, R>newBuilder()
			.setType(type)
			.setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
			.setRequestMarshaller(ProtoUtils.marshaller(query))
			.setResponseMarshaller(ProtoUtils.marshaller(result))
			.build();
	}

}
