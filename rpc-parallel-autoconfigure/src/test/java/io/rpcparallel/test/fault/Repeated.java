package io.rpcparallel.test.fault;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the tests of a class as often as the property {@code rpc-parallel.test.repeats}
 * says, as what fails once in a while is not seen otherwise. Without the property they
 * run once. What is set up for all tests of the class is set up once for all repeats, so
 * its tests must not use it up.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@Tag("G12")
@ExtendWith(RepeatedExtension.class)
public @interface Repeated {

}
