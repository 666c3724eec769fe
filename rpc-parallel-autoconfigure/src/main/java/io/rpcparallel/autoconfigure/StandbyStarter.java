package io.rpcparallel.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

import io.rpcparallel.WorkerEngine;
import io.rpcparallel.master.MasterEngine;

/**
 * Has standbys started when the application is ready, which a worker never is.
 */
class StandbyStarter implements ApplicationListener<ApplicationReadyEvent> {

	private final int standbys;

	private final ObjectProvider<WorkerEngine> engine;

	StandbyStarter(int standbys, ObjectProvider<WorkerEngine> engine) {
		this.standbys = standbys;
		this.engine = engine;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.standbys > 0 && this.engine.getObject() instanceof MasterEngine master) {
			master.startStandbys();
		}
	}

}
