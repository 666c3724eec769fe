package io.rpcparallel.test.fault;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a class of tests as often as the property {@code rpc-parallel.test.repeats} says,
 * with all that comes before and after its tests, as what fails once in a while is not
 * seen otherwise. Without the property it runs once.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(RepeatedExtension.class)
public @interface Repeated {

}
