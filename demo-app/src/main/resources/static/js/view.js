// Which part of the plane the page shows.

const WHOLE = { re: -0.7, im: 0, width: 3.1, height: 2.6 };

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

export class View {

  constructor(tileSize, maxLevel) {
    this.tileSize = tileSize;
    this.maxLevel = maxLevel;
    this.re = WHOLE.re;
    this.im = WHOLE.im;
    this.scale = 200; // pixels of CSS for a width of 1
    this.resize(1, 1, 1, { right: 0, bottom: 0 });
  }

  /** Takes note of the size of the window, and of what is covered by the panel. */
  resize(width, height, ratio, insets) {
    Object.assign(this, { width, height, ratio, insets });
  }

  get free() {
    return { width: this.width - this.insets.right, height: this.height - this.insets.bottom };
  }

  get centre() {
    return { x: this.free.width / 2, y: this.free.height / 2 };
  }

  get wholeScale() {
    return Math.min(this.free.width / WHOLE.width, this.free.height / WHOLE.height);
  }

  get zoom() {
    return this.scale / this.wholeScale;
  }

  get level() {
    const exact = Math.log2(4 * this.scale * this.ratio / this.tileSize);
    return clamp(Math.ceil(exact - 0.25), 0, this.maxLevel);
  }

  /** The point of the plane at a place of the window. */
  at(x, y) {
    return { re: this.re + (x - this.width / 2) / this.scale, im: this.im - (y - this.height / 2) / this.scale };
  }

  /** The view that has a point of the plane at a place of the window. */
  with(point, x, y, scale) {
    const bounded = clamp(scale, this.wholeScale / 2, 2 ** this.maxLevel * this.tileSize / 4 / this.ratio);
    return {
      re: clamp(point.re - (x - this.width / 2) / bounded, -4, 4),
      im: clamp(point.im + (y - this.height / 2) / bounded, -4, 4),
      scale: bounded,
    };
  }

  zoomed(factor, x = this.centre.x, y = this.centre.y) {
    return this.with(this.at(x, y), x, y, this.scale * factor);
  }

  moved(dx, dy) {
    return this.with(this.at(0, 0), dx, dy, this.scale);
  }

  whole() {
    return this.with(WHOLE, this.centre.x, this.centre.y, this.wholeScale);
  }

  /** The view that shows a part of the window as large as possible. */
  fitting(left, top, width, height) {
    const factor = Math.min(this.free.width / width, this.free.height / height);
    return this.with(this.at(left + width / 2, top + height / 2), this.centre.x, this.centre.y, this.scale * factor);
  }

  set(target) {
    Object.assign(this, target);
  }

  /** The tiles that can be seen, those in the middle first. */
  tiles() {
    const level = this.level;
    const side = 4 / 2 ** level;
    const most = 4 * 2 ** level;
    const topLeft = this.at(0, 0);
    const bottomRight = this.at(this.width, this.height);
    const middle = this.at(this.centre.x, this.centre.y);
    const tiles = [];
    for (let y = Math.floor(-topLeft.im / side); y * side < -bottomRight.im; y++) {
      for (let x = Math.floor(topLeft.re / side); x * side < bottomRight.re; x++) {
        if (x >= -most && x < most && y >= -most && y < most) {
          const away = Math.hypot((x + 0.5) * side - middle.re, (y + 0.5) * side + middle.im);
          tiles.push({ x, y, away });
        }
      }
    }
    tiles.sort((a, b) => a.away - b.away);
    return { level, tiles };
  }

  /** Where a tile is in the window, in pixels of the device, so that neighbours touch. */
  rectangle(level, x, y) {
    const side = 4 / 2 ** level;
    const place = (part, extent, middle) => Math.round(((part - middle) * this.scale + extent / 2) * this.ratio);
    const left = place(x * side, this.width, this.re);
    const top = place(y * side, this.height, -this.im);
    return {
      left,
      top,
      width: place((x + 1) * side, this.width, this.re) - left,
      height: place((y + 1) * side, this.height, -this.im) - top,
    };
  }

}
