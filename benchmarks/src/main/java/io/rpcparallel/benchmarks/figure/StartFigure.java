package io.rpcparallel.benchmarks.figure;

import io.rpcparallel.benchmarks.Form;
import io.rpcparallel.benchmarks.contender.Contender;

/**
 * A figure of processes that are started or ended, which needs no warming up.
 *
 * @param <C> what a contender must be able to do
 */
abstract class StartFigure<C extends Contender> extends Figure<C> {

	StartFigure(String name, Class<C> type) {
		super(name, type);
	}

	@Override
	public int warmUps(Form form) {
		return 0;
	}

	@Override
	public int rounds(Form form) {
		return form.startRounds();
	}

}
