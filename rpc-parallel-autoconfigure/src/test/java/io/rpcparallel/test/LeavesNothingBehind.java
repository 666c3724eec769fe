package io.rpcparallel.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails a test after which a process, a zombie, a thread, a socket, a file or a pipe of
 * ours is left.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LeftoversExtension.class)
public @interface LeavesNothingBehind {

	/**
	 * Whether to check after each test, rather than once after all tests of the class.
	 * @return {@code false} for tests that share workers
	 */
	boolean afterEach() default true;

}
