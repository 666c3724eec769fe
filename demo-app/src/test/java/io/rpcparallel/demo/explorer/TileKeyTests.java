package io.rpcparallel.demo.explorer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TileKeyTests {

	@ParameterizedTest
	@CsvSource({ "-1, 0, 0", "43, 0, 0", "0, 4, 0", "0, -5, 0", "0, 0, 4", "3, 32, 0", "42, 0, 9223372036854775807" })
	void whatIsFarFromTheSetIsNoTile(int level, long x, long y) {
		assertThatIllegalArgumentException().isThrownBy(() -> new TileKey(level, x, y));
	}

	@ParameterizedTest
	@CsvSource({ "0, 3, -4", "3, 31, -32", "42, 17592186044415, 0" })
	void allTilesAroundTheSetAreTiles(int level, long x, long y) {
		assertThat(new TileKey(level, x, y).level()).isEqualTo(level);
	}

	@Test
	void aTileCoversTwoByTwoOfTheNextLevel() {
		TileKey whole = new TileKey(2, 0, 0);
		TileKey part = new TileKey(3, 1, 1);
		assertThat(part.re(0)).isBetween(whole.re(63), whole.re(64));
		assertThat(part.im(0)).isBetween(whole.im(64), whole.im(63));
	}

	@Test
	void rowsGoDownwards() {
		TileKey tile = new TileKey(5, 3, -2);
		assertThat(tile.im(0)).isGreaterThan(tile.im(1)).isPositive();
		assertThat(new TileKey(5, 3, 0).im(0)).isNegative();
	}

	@Test
	void theLastLevelTellsNeighboursApart() {
		TileKey tile = new TileKey(TileKey.MAX_LEVEL, 2L << (TileKey.MAX_LEVEL - 2), 0);
		assertThat(tile.re(1)).isGreaterThan(tile.re(0));
		assertThat(tile.re(0)).isGreaterThan(2);
	}

}
