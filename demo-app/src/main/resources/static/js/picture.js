// Draws the tiles, and asks for those that are missing.

import { keyOf } from './tiles.js';

const FADE = 180;

const FLASH = 700;

const ASK_EVERY = 120;

export class Picture {

  constructor(canvas, view, tiles, palettes, ask, onProgress) {
    Object.assign(this, { canvas, view, tiles, palettes, ask, onProgress });
    this.context = canvas.getContext('2d', { alpha: false });
    this.still = matchMedia('(prefers-reduced-motion: reduce)');
    this.asked = null;
    this.askedAt = 0;
  }

  /** Draws soon. */
  draw() {
    if (!this.frame) {
      this.frame = requestAnimationFrame(() => {
        this.frame = null;
        this.#drawNow();
      });
    }
  }

  /** Forgets what was asked for, as nobody answers that any more. */
  askAgain() {
    this.asked = null;
    this.draw();
  }

  resized() {
    this.canvas.width = Math.round(this.view.width * this.view.ratio);
    this.canvas.height = Math.round(this.view.height * this.view.ratio);
    this.draw();
  }

  #drawNow() {
    const { context, canvas } = this;
    const now = performance.now();
    const seen = this.view.tiles();
    const missing = [];
    this.tiles.makeRoomFor(seen.tiles.length);
    let moving = false;
    context.fillStyle = this.palettes.ground;
    context.fillRect(0, 0, canvas.width, canvas.height);
    const drawn = seen.tiles.map(({ x, y }) => {
      const key = keyOf(seen.level, x, y);
      const tile = this.tiles.get(key);
      if (!this.tiles.isDone(key)) {
        missing.push([x, y]);
      }
      const age = tile && !this.still.matches ? now - tile.born : FLASH;
      if (!tile || tile.failed || age < FADE) {
        this.#drawStandIn(seen.level, x, y);
      }
      return { x, y, tile, age };
    });
    for (const { x, y, tile, age } of drawn) {
      if (tile) {
        this.#drawTile(tile, this.view.rectangle(seen.level, x, y), age);
        moving ||= age < FLASH;
      }
    }
    this.#report(seen.level, missing, seen.tiles.length);
    if (moving) {
      this.draw();
    }
  }

  #drawTile(tile, { left, top, width, height }, age) {
    const { context } = this;
    if (tile.failed) {
      context.fillStyle = this.palettes.veil;
      context.fillRect(left, top, width, height);
      return;
    }
    context.globalAlpha = Math.min(1, age / FADE);
    context.drawImage(tile.canvas, left, top, width, height);
    context.globalAlpha = 1;
    if (tile.stale) {
      context.fillStyle = this.palettes.veil;
      context.fillRect(left, top, width, height);
      this.#outline(tile.seat, left, top, width, height, 0.9, [4 * this.view.ratio, 4 * this.view.ratio]);
    }
    else if (age < FLASH) {
      this.#outline(tile.seat, left, top, width, height, 1 - age / FLASH, []);
    }
  }

  #outline(seat, left, top, width, height, alpha, dash) {
    const { context } = this;
    const line = 1.5 * this.view.ratio;
    context.globalAlpha = alpha;
    context.strokeStyle = this.palettes.colours[seat];
    context.lineWidth = line;
    context.setLineDash(dash);
    context.strokeRect(left + line / 2 + 1, top + line / 2 + 1, width - line - 2, height - line - 2);
    context.globalAlpha = 1;
  }

  // What there is of other levels, until the tile itself comes
  #drawStandIn(level, x, y) {
    for (let up = 1; up <= Math.min(7, level); up++) {
      const above = { x: Math.floor(x / 2 ** up), y: Math.floor(y / 2 ** up) };
      const tile = this.tiles.get(keyOf(level - up, above.x, above.y));
      if (tile && !tile.failed) {
        const part = this.tiles.size / 2 ** up;
        const to = this.view.rectangle(level, x, y);
        this.context.drawImage(tile.canvas, (x - above.x * 2 ** up) * part, (y - above.y * 2 ** up) * part, part, part,
          to.left, to.top, to.width, to.height);
        break;
      }
    }
    for (const [dx, dy] of [[0, 0], [1, 0], [0, 1], [1, 1]]) {
      const tile = this.tiles.get(keyOf(level + 1, 2 * x + dx, 2 * y + dy));
      if (tile && !tile.failed) {
        const to = this.view.rectangle(level + 1, 2 * x + dx, 2 * y + dy);
        this.context.drawImage(tile.canvas, to.left, to.top, to.width, to.height);
      }
    }
  }

  #report(level, missing, total) {
    this.canvas.dataset.missing = missing.length;
    this.onProgress(total - missing.length, total);
    // What has come by now is no news to the server
    const open = new Set(missing.map(([x, y]) => keyOf(level, x, y)));
    const known = this.asked && [...open].every((key) => this.asked.has(key))
      && [...this.asked].every((key) => open.has(key) || this.tiles.isDone(key));
    if (known) {
      return;
    }
    const wait = this.askedAt + ASK_EVERY - performance.now();
    if (wait > 0) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.draw(), wait);
      return;
    }
    this.asked = open;
    this.askedAt = performance.now();
    this.ask(level, missing.slice(0, 2000));
  }

}
