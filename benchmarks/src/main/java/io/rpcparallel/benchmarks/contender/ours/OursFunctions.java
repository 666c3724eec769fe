package io.rpcparallel.benchmarks.contender.ours;

import org.springframework.stereotype.Component;

/**
 * The functions of the workers.
 *
 * @param increment see {@link Increment}
 * @param echo see {@link Echo}
 * @param numbers see {@link Numbers}
 * @param sum see {@link Sum}
 * @param readVitals see {@link ReadVitals}
 * @param compute see {@link Compute}
 */
@Component
record OursFunctions(Increment increment, Echo echo, Numbers numbers, Sum sum, ReadVitals readVitals, Compute compute) {

}
