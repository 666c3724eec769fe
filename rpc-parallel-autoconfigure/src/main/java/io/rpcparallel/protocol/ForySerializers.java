package io.rpcparallel.protocol;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.apache.fory.Fory;
import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.resolver.ClassResolver;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.Serializer;
import org.apache.fory.serializer.collection.CollectionSerializers.XlangListDefaultSerializer;
import org.apache.fory.serializer.collection.CollectionSerializers.XlangSetDefaultSerializer;
import org.apache.fory.serializer.collection.MapSerializers.XlangMapSerializer;

/**
 * Takes from a Fory what it would carry by itself and we would not: lambdas, proxies,
 * classes, exceptions, objects that replace themselves, and whatever else no declared
 * type consists of. Collections arrive as CBOR's do, whatever their class was: as one
 * that can be changed, in the order of the sender's.
 */
final class ForySerializers {

	// What Fory does not know and List.copyOf would hide from a caller's eyes
	private static final List<Class<?>> VIEWS = List.of(new HashMap<>().keySet().getClass(),
			new HashMap<>().values().getClass(), new LinkedHashMap<>().keySet().getClass(),
			new LinkedHashMap<>().values().getClass(), new TreeMap<>().navigableKeySet().getClass(),
			new TreeMap<>().values().getClass());

	private ForySerializers() {
	}

	/**
	 * Restrict a Fory to simple values, collections and the given classes.
	 * @param fory a new one
	 * @param classes the application's classes, each to be known by its place
	 */
	static void restrict(Fory fory, List<Class<?>> classes) {
		ClassResolver resolver = (ClassResolver) fory.getTypeResolver();
		for (Class<?> type : resolver.getRegisteredClasses()) {
			if (!ForyTypes.isValue(type)) {
				resolver.registerSerializer(type, serializer(type, resolver));
			}
		}
		int id = 0;
		for (Class<?> view : VIEWS) {
			resolver.register(view, id++);
			resolver.registerSerializer(view, serializer(view, resolver));
		}
		for (Class<?> type : classes) {
			if (!resolver.isRegistered(type)) {
				resolver.register(type, id);
			}
			id++;
		}
	}

	private static Serializer<?> serializer(Class<?> type, ClassResolver resolver) {
		if (Map.class.isAssignableFrom(type)) {
			return new OrderedMapSerializer(resolver, type);
		}
		if (Set.class.isAssignableFrom(type)) {
			return new XlangSetDefaultSerializer(resolver, type);
		}
		if (Collection.class.isAssignableFrom(type)) {
			return new XlangListDefaultSerializer(resolver, type);
		}
		return new RefusingSerializer<>(resolver.getConfig(), type);
	}

	/**
	 * Reads maps that keep the order in which they were written.
	 */
	private static final class OrderedMapSerializer extends XlangMapSerializer {

		OrderedMapSerializer(TypeResolver resolver, Class<?> type) {
			super(resolver, type);
		}

		@Override
		public Map<?, ?> newMap(ReadContext context, boolean entryReadAlwaysAdvances) {
			int size = readMapSize(context, context.getBuffer(), entryReadAlwaysAdvances);
			setNumElements(size);
			Map<?, ?> map = new LinkedHashMap<>();
			context.reference(map);
			return map;
		}

	}

	/**
	 * Neither writes nor reads.
	 *
	 * @param <T> what it refuses
	 */
	private static final class RefusingSerializer<T> extends Serializer<T> {

		RefusingSerializer(Config config, Class<T> type) {
			super(config, type);
		}

		@Override
		public void write(WriteContext context, T value) {
			throw refused();
		}

		@Override
		public T read(ReadContext context) {
			throw refused();
		}

		private IllegalArgumentException refused() {
			return new IllegalArgumentException("No payload may hold a " + getType().getName());
		}

	}

}
