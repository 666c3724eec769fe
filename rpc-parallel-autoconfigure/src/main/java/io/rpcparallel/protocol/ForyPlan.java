package io.rpcparallel.protocol;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;
import reactor.core.publisher.Flux;

/**
 * Which of the declared types Fory carries, and the classes that these consist of, in an
 * order that two processes of one application have in common.
 */
final class ForyPlan {

	private static final String FORY = "org.apache.fory.Fory";

	private final Map<ResolvableType, Set<Class<?>>> types;

	private final List<Class<?>> classes;

	private final @Nullable ClassLoader classLoader;

	private final Supplier<ForyRuntime> runtime;

	private final @Nullable ForyPreparation preparation;

	/**
	 * Create a plan.
	 * @param types the types that Fory carries and the classes each consists of
	 * @param classLoader finds Fory
	 */
	ForyPlan(Map<ResolvableType, Set<Class<?>>> types, @Nullable ClassLoader classLoader) {
		this.types = new LinkedHashMap<>(types);
		Set<Class<?>> distinct = new LinkedHashSet<>();
		this.types.values().forEach(distinct::addAll);
		this.classes = List.copyOf(distinct);
		this.classLoader = classLoader;
		this.runtime = SingletonSupplier.of(() -> new ForyRuntime(this.classes, classLoader));
		this.preparation = this.types.isEmpty() ? null : new ForyPreparation(this.runtime);
	}

	static boolean isPossible(@Nullable ClassLoader classLoader) {
		return ClassUtils.isPresent(FORY, classLoader);
	}

	/**
	 * Return the classes that a type consists of.
	 * @param type a declared type
	 * @return the classes, or {@code null} if Fory does not carry it
	 */
	@Nullable Set<Class<?>> classes(ResolvableType type) {
		return this.types.get(type);
	}

	/**
	 * Return the number of a type, which is the same in all processes.
	 * @param type a declared type that Fory carries
	 * @return its position among these
	 */
	int number(ResolvableType type) {
		return List.copyOf(this.types.keySet()).indexOf(type);
	}

	/**
	 * Start to get this process ready for a type.
	 * @param type a declared type that Fory carries
	 */
	void prepare(ResolvableType type) {
		Set<Class<?>> classes = classes(type);
		if (this.preparation != null && classes != null) {
			this.preparation.start(number(type), type.toClass(), classes);
		}
	}

	/**
	 * Return for which types this process is ready.
	 * @return their numbers, as each gets ready; never ends
	 */
	Flux<Integer> prepared() {
		return (this.preparation != null) ? this.preparation.prepared() : Flux.never();
	}

	/**
	 * Prepare nothing any more.
	 */
	void stopPreparing() {
		if (this.preparation != null) {
			this.preparation.close();
		}
	}

	/**
	 * Return what carries the types.
	 * @return what makes it when it is needed
	 */
	Supplier<ForyRuntime> runtime() {
		return this.runtime;
	}

	/**
	 * Describe what two processes must have in common to understand each other.
	 * @param codec the codec that was asked for
	 * @return a line for each type and each class
	 */
	List<String> describe(PayloadCodec codec) {
		List<String> lines = new ArrayList<>();
		String version = version();
		this.types.keySet()
			.forEach((type) -> lines
				.add("payload '%s' by Fory %s (rpc-parallel.codec=%s)".formatted(type, version, name(codec))));
		for (int i = 0; i < this.classes.size(); i++) {
			lines.add("Fory class %d: %s".formatted(i, describe(this.classes.get(i))));
		}
		return lines;
	}

	private String version() {
		if (this.types.isEmpty()) {
			return "";
		}
		Package fory = ClassUtils.resolveClassName(FORY, this.classLoader).getPackage();
		return String.valueOf(fory.getImplementationVersion());
	}

	private static String name(PayloadCodec codec) {
		return codec.name().toLowerCase(Locale.ROOT);
	}

	private static String describe(Class<?> type) {
		if (type.isRecord()) {
			return type.getName() + Arrays.stream(type.getRecordComponents())
				.map(ForyPlan::describe)
				.collect(Collectors.joining(", ", "(", ")"));
		}
		return type.isEnum() ? type.getName() + Arrays.toString(type.getEnumConstants()) : type.getTypeName();
	}

	private static String describe(RecordComponent component) {
		return component.getGenericType().getTypeName() + " " + component.getName();
	}

}
