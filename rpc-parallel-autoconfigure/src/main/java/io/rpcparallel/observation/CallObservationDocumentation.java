package io.rpcparallel.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of calls. Both have the same name and keys, and differ in
 * {@link LowCardinalityKeys#SIDE}.
 *
 * @since 0.1.0
 */
public enum CallObservationDocumentation implements ObservationDocumentation {

	/**
	 * A call as its caller sees it: from when it is made until it has its answer, or its
	 * stream has ended.
	 */
	CALLER {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultCallerObservationConvention.class;
		}

	},

	/**
	 * A call as the worker sees it that executes it: from when its turn has come until
	 * the function has answered, or its stream has ended.
	 */
	WORKER {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultWorkerObservationConvention.class;
		}

	};

	@Override
	public KeyName[] getLowCardinalityKeyNames() {
		return LowCardinalityKeys.values();
	}

	@Override
	public KeyName[] getHighCardinalityKeyNames() {
		return HighCardinalityKeys.values();
	}

	/**
	 * Keys with few values, which are tags of timers too.
	 */
	public enum LowCardinalityKeys implements KeyName {

		/**
		 * The bean name of the function.
		 */
		FUNCTION {

			@Override
			public String asString() {
				return "function";
			}

		},

		/**
		 * The kind of the function, such as {@code rpc} or {@code stream}.
		 */
		KIND {

			@Override
			public String asString() {
				return "kind";
			}

		},

		/**
		 * Which side observes: {@code caller} or {@code worker}.
		 */
		SIDE {

			@Override
			public String asString() {
				return "side";
			}

		},

		/**
		 * How the call ended, such as {@code success} or {@code threw}. Missing while it
		 * goes on.
		 */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

			@Override
			public boolean isRequired() {
				return false;
			}

		}

	}

	/**
	 * Keys with any number of values, which are in spans alone.
	 */
	public enum HighCardinalityKeys implements KeyName {

		/**
		 * The id of the worker.
		 */
		WORKER_ID {

			@Override
			public String asString() {
				return "worker.id";
			}

		},

		/**
		 * The name of the worker.
		 */
		WORKER_NAME {

			@Override
			public String asString() {
				return "worker.name";
			}

		}

	}

}
