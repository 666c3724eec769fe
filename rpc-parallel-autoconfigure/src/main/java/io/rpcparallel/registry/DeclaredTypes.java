package io.rpcparallel.registry;

import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;

import org.springframework.core.ResolvableType;

/**
 * Reads a type argument from a bean's declaration in full, so that nothing of it depends
 * on a context that only the declaration has.
 */
final class DeclaredTypes {

	private final String beanName;

	private final String role;

	private final String example;

	private final ResolvableType bean;

	private DeclaredTypes(String beanName, String role, String example, ResolvableType bean) {
		this.bean = bean;
		this.beanName = beanName;
		this.role = role;
		this.example = example;
	}

	static ResolvableType read(String beanName, String role, String example, ResolvableType bean,
			ResolvableType declared) {
		return new DeclaredTypes(beanName, role, example, bean).resolve(declared);
	}

	private ResolvableType resolve(ResolvableType argument) {
		ResolvableType type = follow(argument);
		Type source = type.getType();
		if (source instanceof WildcardType) {
			throw invalid("uses the wildcard '%s'".formatted(source.getTypeName()));
		}
		if (type.isArray()) {
			return ResolvableType.forArrayComponent(resolve(type.getComponentType()));
		}
		Class<?> resolved = type.resolve();
		if (resolved == null) {
			throw invalid((source instanceof TypeVariable<?>) ? "leaves the type variable '%s' open".formatted(source)
					: "is not declared");
		}
		if (resolved.getTypeParameters().length == 0) {
			return ResolvableType.forClass(resolved);
		}
		ResolvableType[] arguments = type.getGenerics().clone();
		if (source instanceof Class<?> || arguments.length == 0) {
			throw invalid("uses the raw type '%s'".formatted(resolved.getName()));
		}
		for (int i = 0; i < arguments.length; i++) {
			arguments[i] = resolve(arguments[i]);
		}
		return ResolvableType.forClassWithGenerics(resolved, arguments);
	}

	// A variable of a superclass or interface stands for what the bean declares for it,
	// which may be a wildcard or a raw type: both look like a class once resolved.
	private ResolvableType follow(ResolvableType type) {
		if (type.getType() instanceof TypeVariable<?> variable
				&& variable.getGenericDeclaration() instanceof Class<?> declaring) {
			int position = List.of(declaring.getTypeParameters()).indexOf(variable);
			ResolvableType declared = this.bean.as(declaring).getGeneric(position);
			if (declared != ResolvableType.NONE && !declared.getType().equals(variable)) {
				return follow(declared);
			}
		}
		return type;
	}

	private InvalidWorkerFunctionException invalid(String problem) {
		return new InvalidWorkerFunctionException(this.beanName, "its " + this.role + " " + problem + ".",
				"Declare the bean with all type arguments written out, for example '%s'. On a @Bean method the return type is what counts."
					.formatted(this.example));
	}

}
