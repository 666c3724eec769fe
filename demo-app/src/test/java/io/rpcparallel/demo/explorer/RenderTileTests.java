package io.rpcparallel.demo.explorer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.InflaterInputStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RenderTileTests {

	private final RenderTile renderTile = new RenderTile();

	@Test
	void aTileHasAShadeForEachPixel() throws IOException {
		byte[] shades = shades(new TileKey(0, -1, 0));
		assertThat(shades).hasSize(TileKey.SIZE * TileKey.SIZE).contains(0);
		assertThat(shades[0] & 0xff).isEqualTo(Mandelbrot.shade(-4 + 2.0 / 128, -2.0 / 128, Mandelbrot.limit(0)));
	}

	private byte[] shades(TileKey key) throws IOException {
		Tile tile = this.renderTile.call(key);
		assertThat(tile.micros()).isNotNegative();
		try (InflaterInputStream shades = new InflaterInputStream(new ByteArrayInputStream(tile.shades()))) {
			return shades.readAllBytes();
		}
	}

}
