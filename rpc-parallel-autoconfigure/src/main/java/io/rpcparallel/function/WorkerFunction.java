package io.rpcparallel.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * Marks a bean as a function that workers execute, on a class or on a {@code @Bean}
 * method. The bean must be of one of the kinds of {@link RemoteFunction}, and its payload
 * types must be written out in full, since they are read from the bean definition.
 * <p>
 * The same bean is the function in a worker and the token that names it in a master:
 * inject it, and pass it to {@code run}. Keep such beans cheap to create; what is
 * expensive belongs to the state that a {@link WorkerType} creates.
 *
 * @since 0.1.0
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface WorkerFunction {

	/**
	 * Name of the bean where the annotation stands on a class. Empty, the default, lets
	 * Spring choose the name. On a {@code @Bean} method it has no effect.
	 * @return the suggested bean name
	 */
	@AliasFor(annotation = Component.class)
	String value() default "";

}
