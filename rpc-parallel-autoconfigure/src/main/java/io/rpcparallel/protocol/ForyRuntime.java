package io.rpcparallel.protocol;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.apache.fory.Fory;
import org.apache.fory.memory.MemoryBuffer;
import org.apache.fory.memory.MemoryUtils;
import org.apache.fory.resolver.SharedRegistry;
import org.jspecify.annotations.Nullable;

/**
 * As many instances of Fory as threads use at once, since one serves only one. Each knows
 * the same classes by the same numbers, and no others. Making the first takes nearly a
 * second of processor time, so none is made before it is needed.
 */
final class ForyRuntime {

	/**
	 * How deep a value may be nested. Jackson ends at 500, and what is one level to it is
	 * up to two here.
	 */
	private static final int MAX_DEPTH = 1000;

	// Elements that need no bytes, such as records without components
	private static final int MAX_EMPTY_ELEMENTS = 1_000_000;

	private static final long LEAST_MEMORY = 128L << 20;

	private final List<Class<?>> classes;

	private final @Nullable ClassLoader classLoader;

	private final SharedRegistry shared = new SharedRegistry();

	private final ConcurrentLinkedDeque<Fory> idle = new ConcurrentLinkedDeque<>();

	private final Semaphore places = new Semaphore(4 * Runtime.getRuntime().availableProcessors());

	ForyRuntime(List<Class<?>> classes, @Nullable ClassLoader classLoader) {
		this.classes = classes;
		this.classLoader = classLoader;
	}

	/**
	 * Make one that is ready for some classes, which takes long.
	 * @param classes classes that it knows
	 * @param wanted whether to go on, asked before each of them
	 */
	void prepare(Collection<Class<?>> classes, BooleanSupplier wanted) {
		with((fory) -> {
			classes.stream().takeWhile((each) -> wanted.getAsBoolean()).forEach(fory::getSerializer);
			return classes;
		});
	}

	/**
	 * Write a value.
	 * @param value the value
	 * @param offset how many bytes to leave free before it
	 * @return its bytes
	 * @throws RuntimeException if it consists of more than the known classes
	 */
	byte[] write(Object value, int offset) {
		return with((fory) -> {
			MemoryBuffer buffer = fory.getBuffer();
			buffer.writerIndex(offset);
			fory.serialize(buffer, value);
			byte[] bytes = buffer.getBytes(0, buffer.writerIndex());
			fory.resetBuffer();
			return bytes;
		});
	}

	/**
	 * Read a value.
	 * @param bytes its bytes
	 * @param offset where they start
	 * @param type the class it must be of
	 * @return the value
	 * @throws MalformedPayloadException if the bytes are none of such a value
	 */
	Object read(byte[] bytes, int offset, Class<?> type) {
		try {
			return with((fory) -> {
				MemoryBuffer buffer = MemoryUtils.wrap(bytes, offset, bytes.length - offset);
				Object value = fory.deserialize(buffer);
				if (!type.isInstance(value) || buffer.remaining() > 0) {
					throw new IllegalArgumentException("They hold something else");
				}
				return value;
			});
		}
		catch (Exception | StackOverflowError ex) {
			throw new MalformedPayloadException("The %d bytes are no '%s' as Fory writes it: %s"
				.formatted(bytes.length - offset, type.getName(), ex.getMessage()), ex);
		}
	}

	// What fails with an error may not be in order any more
	private <T> T with(Function<Fory, T> action) {
		this.places.acquireUninterruptibly();
		try {
			Fory fory = this.idle.pollFirst();
			fory = (fory != null) ? fory : create();
			T result;
			try {
				result = action.apply(fory);
			}
			catch (RuntimeException ex) {
				this.idle.addFirst(fory);
				throw ex;
			}
			this.idle.addFirst(fory);
			return result;
		}
		finally {
			this.places.release();
		}
	}

	private Fory create() {
		try {
			Fory fory = build();
			ForySerializers.restrict(fory, this.classes);
			return fory;
		}
		catch (LinkageError ex) {
			throw new IllegalStateException(
					"Fory can't be used in this JVM. It may need --add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
					ex);
		}
	}

	private Fory build() {
		return Fory.builder()
			.withSharedRegistry(this.shared)
			.withClassLoader(this.classLoader)
			.withXlang(false)
			.withCompatible(false)
			.withRefTracking(false)
			.requireClassRegistration(true)
			.withTypeChecker((resolver, className) -> false)
			.withDeserializeUnknownClass(false)
			.registerGuavaTypes(false)
			.withMaxDepth(MAX_DEPTH)
			.withMaxUnbackedContainerItems(MAX_EMPTY_ELEMENTS)
			.withMaxGraphMemoryBytes(Math.max(LEAST_MEMORY, Runtime.getRuntime().maxMemory() / 2))
			.build();
	}

}
