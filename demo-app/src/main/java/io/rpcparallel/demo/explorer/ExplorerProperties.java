package io.rpcparallel.demo.explorer;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How the explorer is set up.
 *
 * @param workers number of worker processes to start with, up to 8. One per core if not
 * set, but at least two.
 * @param hostNames names under which the page may be used besides localhost and IP
 * addresses. Under others it can only read: it gets no tiles and changes nothing, as any
 * site can have a name that leads here.
 */
@ConfigurationProperties("explorer")
record ExplorerProperties(@Nullable Integer workers, @DefaultValue List<String> hostNames) {

	ExplorerProperties {
		Assert.isTrue(workers == null || (workers >= 1 && workers <= Crew.MOST),
				() -> "'explorer.workers' must be from 1 to %d, but is %d".formatted(Crew.MOST, workers));
		hostNames = List.copyOf(hostNames);
	}

	int workerCount() {
		int processors = Runtime.getRuntime().availableProcessors();
		return (this.workers != null) ? this.workers : Math.min(Crew.MOST, Math.max(2, processors));
	}

}
