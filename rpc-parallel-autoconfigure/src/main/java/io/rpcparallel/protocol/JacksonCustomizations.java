package io.rpcparallel.protocol;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.core.ResolvableType;
import tools.jackson.databind.ObjectMapper;

/**
 * Knows for which types an application has told its mappers what to do, other than by
 * annotations: with serializers, deserializers and whatever else a module can bring. To
 * find out takes long for a type, and is only done if a module brings such a thing at
 * all, which those of a plain application don't.
 */
final class JacksonCustomizations {

	private final CustomizedMapper writer;

	private final CustomizedMapper reader;

	private final Map<ResolvableType, Boolean> answers = new ConcurrentHashMap<>();

	JacksonCustomizations(ObjectMapper writer, ObjectMapper reader) {
		this.writer = new CustomizedMapper(writer);
		this.reader = new CustomizedMapper(reader);
	}

	/**
	 * Return whether a type is treated in a way of the application's own.
	 * @param type the type
	 * @return whether it is written or read in another way than Jackson's
	 */
	boolean concern(ResolvableType type) {
		return this.answers.computeIfAbsent(type, (each) -> this.writer.concerns(each, JacksonDescription.SERIALIZER)
				|| this.reader.concerns(each, JacksonDescription.DESERIALIZER) || this.reader.replaces(each));
	}

	/**
	 * Return whether a type is treated in a way of the application's own where it is the
	 * key of a map.
	 * @param type the type
	 * @return whether such a key is written or read in another way than Jackson's
	 */
	boolean concernKey(ResolvableType type) {
		return this.writer.concernsKey(type, JacksonDescription.KEY_SERIALIZER)
				|| this.reader.concernsKey(type, JacksonDescription.KEY_DESERIALIZER);
	}

}
