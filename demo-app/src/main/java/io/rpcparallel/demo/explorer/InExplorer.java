package io.rpcparallel.demo.explorer;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Profile;

/**
 * A bean that exists only where the page is served: neither during a census nor in the
 * workers.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Profile("explorer & !rpc-parallel-worker")
@interface InExplorer {

}
