package io.rpcparallel.demo.explorer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;

import io.rpcparallel.CallContext;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * Renders a tile: the function that workers execute. Stops when nobody looks at the tile
 * any more.
 */
@WorkerFunction
class RenderTile implements StatelessRpcFunction<TileKey, Tile> {

	@Override
	public Tile call(TileKey key) throws IOException {
		long start = System.nanoTime();
		Optional<CallContext> call = CallContext.current();
		byte[] shades = new byte[TileKey.SIZE * TileKey.SIZE];
		int limit = Mandelbrot.limit(key.level());
		for (int row = 0; row < TileKey.SIZE && !isCancelled(call); row++) {
			for (int column = 0; column < TileKey.SIZE; column++) {
				shades[row * TileKey.SIZE + column] = (byte) Mandelbrot.shade(key.re(column), key.im(row), limit);
			}
		}
		return new Tile(compress(shades), (System.nanoTime() - start) / 1000);
	}

	private static boolean isCancelled(Optional<CallContext> call) {
		return call.isPresent() && call.get().isCancelled();
	}

	private static byte[] compress(byte[] shades) throws IOException {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (DeflaterOutputStream out = new DeflaterOutputStream(compressed)) {
			out.write(shades);
		}
		return compressed.toByteArray();
	}

}
