package io.rpcparallel.demo.explorer;

import org.springframework.util.Assert;

/**
 * Names a square of the complex plane: what a worker is asked to render. The squares of a
 * level have half the width of those of the level before.
 *
 * @param level the level, 0 for squares that are 4 wide
 * @param x which column, 0 to the right of the imaginary axis
 * @param y which row, 0 below the real axis
 */
record TileKey(int level, long x, long y) {

	/**
	 * How many pixels a side has.
	 */
	static final int SIZE = 128;

	/**
	 * The last level: beyond it a double can't tell neighbours apart.
	 */
	static final int MAX_LEVEL = 42;

	TileKey {
		Assert.isTrue(level >= 0 && level <= MAX_LEVEL,
				() -> "'level' must be from 0 to %d, but is %d".formatted(MAX_LEVEL, level));
		long most = 4L << level;
		Assert.isTrue(x >= -most && x < most && y >= -most && y < most,
				() -> "'x' and 'y' must be from %d to %d, but are %d and %d".formatted(-most, most - 1, x, y));
	}

	double re(int column) {
		return (this.x + (column + 0.5) / SIZE) * width();
	}

	double im(int row) {
		return -(this.y + (row + 0.5) / SIZE) * width();
	}

	private double width() {
		return 4.0 / (1L << this.level);
	}

}
