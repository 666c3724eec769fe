// The tiles that the page has.

const LEAST = 600;

export const keyOf = (level, x, y) => `${level}/${x}/${y}`;

export class Tiles {

  constructor(size, palettes) {
    this.size = size;
    this.palettes = palettes;
    this.tint = true;
    this.tiles = new Map();
    this.most = LEAST;
  }

  /** Keeps at least twice as many tiles as can be seen. */
  makeRoomFor(seen) {
    this.most = Math.max(LEAST, 2 * seen);
  }

  /** Returns a tile, and takes note that it was looked at. */
  get(key) {
    const tile = this.tiles.get(key);
    if (tile) {
      this.tiles.delete(key);
      this.tiles.set(key, tile);
    }
    return tile;
  }

  /** Whether there is nothing left to ask for. */
  isDone(key) {
    const tile = this.tiles.get(key);
    return tile !== undefined && !tile.stale;
  }

  add(key, { shades, seat, worker }) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = this.size;
    const tile = { shades, seat, worker, canvas, born: performance.now(), stale: false, failed: false };
    this.tiles.delete(key);
    this.tiles.set(key, tile);
    this.#paint(tile);
    for (const oldest of this.tiles.keys()) {
      if (this.tiles.size <= this.most) {
        break;
      }
      this.tiles.delete(oldest);
    }
  }

  /** Takes note that a tile can't be had, so that it is not asked for again and again. */
  fail(key) {
    this.tiles.set(key, { failed: true, stale: false, born: performance.now() });
  }

  /** Keeps what fits the predicate only until it is rendered again. Returns the keys of these tiles. */
  expire(predicate) {
    const expired = [];
    for (const [key, tile] of this.tiles) {
      if (predicate(tile, key) && !tile.stale) {
        tile.stale = true;
        expired.push(key);
      }
    }
    return expired;
  }

  paintAll(palettes, tint) {
    this.palettes = palettes;
    this.tint = tint;
    this.tiles.forEach((tile) => this.#paint(tile));
  }

  #paint(tile) {
    if (tile.failed) {
      return;
    }
    const context = tile.canvas.getContext('2d');
    const image = context.createImageData(this.size, this.size);
    const pixels = new Uint32Array(image.data.buffer);
    const palette = this.palettes.of(tile.seat, this.tint);
    tile.shades.forEach((shade, index) => {
      pixels[index] = palette[shade];
    });
    context.putImageData(image, 0, 0);
  }

}
