package io.rpcparallel.demo.explorer;

/**
 * How fast a point of the plane escapes.
 */
final class Mandelbrot {

	private static final double ESCAPED = 256;

	private static final int SHADES = 255;

	private Mandelbrot() {
	}

	/**
	 * Return how often to iterate at most, so that deeper levels show more.
	 * @param level the level of the tile
	 * @return the number of iterations
	 */
	static int limit(int level) {
		return 300 + 100 * level;
	}

	/**
	 * Return the shade of a point.
	 * @param re the real part
	 * @param im the imaginary part
	 * @param limit how often to iterate at most
	 * @return from 1 to 255 for a point that escapes, 0 for one that does not
	 */
	static int shade(double re, double im, int limit) {
		if (isInLargestParts(re, im)) {
			return 0;
		}
		double x = 0;
		double y = 0;
		double xx = 0;
		double yy = 0;
		for (int n = 1; n <= limit; n++) {
			y = 2 * x * y + im;
			x = xx - yy + re;
			xx = x * x;
			yy = y * y;
			if (xx + yy > ESCAPED) {
				return shade(n, xx + yy);
			}
		}
		return 0;
	}

	// The whole number of iterations would give bands. Its root changes less and less, as
	// the iterations change more and more from pixel to pixel near the set
	private static int shade(int iterations, double square) {
		double smooth = Math.max(0, iterations + 1 - Math.log(Math.log(square) / 2 / Math.log(2)) / Math.log(2));
		return 1 + (int) (24 * Math.sqrt(smooth)) % SHADES;
	}

	// The cardioid and the disk to its left, most of the points that never escape
	private static boolean isInLargestParts(double re, double im) {
		double distance = (re - 0.25) * (re - 0.25) + im * im;
		return distance * (distance + re - 0.25) <= 0.25 * im * im || (re + 1) * (re + 1) + im * im <= 0.0625;
	}

}
