package io.rpcparallel.demo.census;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The beans of the census that are no components.
 */
@Configuration(proxyBeanMethods = false)
class CensusConfiguration {

	@Bean
	Terminal terminal() {
		return Terminal.system();
	}

}
