package io.rpcparallel.bootstrap;

import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.Lifecycle;
import org.springframework.context.support.DefaultLifecycleProcessor;

/**
 * In a worker, starts only the beans of the lifecycle phases up to zero, which are
 * clients and resources by convention; servers, listeners and schedulers come later and
 * stay down. In a master it is the default.
 */
public class WorkerLifecycleProcessor extends DefaultLifecycleProcessor {

	private static final Log logger = LogFactory.getLog(WorkerLifecycleProcessor.class);

	private final boolean headless;

	/**
	 * Create a lifecycle processor.
	 * @param headless whether this is a worker
	 */
	public WorkerLifecycleProcessor(boolean headless) {
		this.headless = headless;
	}

	@Override
	protected Map<String, Lifecycle> getLifecycleBeans() {
		Map<String, Lifecycle> beans = super.getLifecycleBeans();
		if (!this.headless || isRunning()) {
			return beans;
		}
		Map<String, Lifecycle> started = new LinkedHashMap<>();
		beans.forEach((name, bean) -> {
			if (getPhase(bean) <= 0) {
				started.put(name, bean);
			}
			else {
				logger.debug("Not started in a worker: '%s' of phase %d".formatted(name, getPhase(bean)));
			}
		});
		return started;
	}

}
