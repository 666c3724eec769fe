package io.rpcparallel.demo.census;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * What is counted, and by how many workers.
 *
 * @param workers number of worker processes, 0 to count in this process. One per core if
 * not set.
 * @param path jars, folders and class files to count instead of the class path. The jars
 * below a folder are counted too.
 * @param jdk whether the modules of the JDK are counted as well. Without a value it means
 * true.
 * @param output file to write the result to, as JSON.
 */
@ConfigurationProperties("census")
record CensusProperties(@Nullable Integer workers, @DefaultValue List<String> path, @DefaultValue("false") Flag jdk,
		@Nullable String output) {

	CensusProperties {
		Assert.isTrue(workers == null || workers >= 0,
				() -> "'census.workers' must be 0 (count in this process) or the number of workers, but is " + workers);
		path = List.copyOf(path);
	}

	int workerCount() {
		return (this.workers != null) ? this.workers : Runtime.getRuntime().availableProcessors();
	}

}
