package io.rpcparallel.demo.explorer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MandelbrotTests {

	@ParameterizedTest
	@CsvSource({ "0, 0", "-1, 0", "-1.3, 0", "-0.12, 0.75", "0.25, 0", "-2, 0" })
	void pointsOfTheSetHaveNoShade(double re, double im) {
		assertThat(Mandelbrot.shade(re, im, 500)).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "0.3, 0", "-2.01, 0", "0.5, 0.5", "-0.75, 0.1", "8, 8", "-1e6, 1e6" })
	void pointsThatEscapeHaveAShadeOfAByte(double re, double im) {
		assertThat(Mandelbrot.shade(re, im, 500)).isBetween(1, 255);
	}

	@Test
	void theLowerHalfMirrorsTheUpperOne() {
		assertThat(Mandelbrot.shade(-0.5, 0.7, 500)).isEqualTo(Mandelbrot.shade(-0.5, -0.7, 500)).isPositive();
	}

	@Test
	void aSlowPointTakesMoreIterations() {
		assertThat(Mandelbrot.shade(0.2501, 0, 100)).isZero();
		assertThat(Mandelbrot.shade(0.2501, 0, 1000)).isPositive();
	}

	@Test
	void deeperLevelsIterateMore() {
		assertThat(Mandelbrot.limit(10)).isGreaterThan(Mandelbrot.limit(9));
	}

}
