// Moves the view: mouse, touch and keys.

const STEP = 90;

const DOUBLE_TAP = 320;

export class Gestures {

  constructor(canvas, box, view, onMove) {
    Object.assign(this, { canvas, box, view, onMove });
    this.pointers = new Map();
    this.still = matchMedia('(prefers-reduced-motion: reduce)');
    canvas.addEventListener('pointerdown', (event) => this.#down(event));
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    canvas.addEventListener('pointerup', (event) => this.#up(event));
    canvas.addEventListener('pointercancel', (event) => this.#cancel(event));
    canvas.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    canvas.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Goes to a view, on a way that the eye can follow unless that is not wanted. */
  go(target) {
    cancelAnimationFrame(this.animation);
    if (this.still.matches) {
      this.#set(target);
      return;
    }
    const { re, im, scale } = this.view;
    const start = performance.now();
    const growth = Math.log(target.scale / scale);
    const step = (now) => {
      const time = Math.min(1, Math.max(0, now - start) / 240);
      const part = 1 - (1 - time) ** 3;
      const size = scale * Math.exp(growth * part);
      // The point that both views have at the same place stays there
      const way = Math.abs(growth) < 1e-6 ? part : (1 / scale - 1 / size) / (1 / scale - 1 / target.scale);
      this.#set(time === 1 ? target : { re: re + (target.re - re) * way, im: im + (target.im - im) * way, scale: size });
      if (time < 1) {
        this.animation = requestAnimationFrame(step);
      }
    };
    this.animation = requestAnimationFrame(step);
  }

  zoom(factor, x, y) {
    this.go(this.view.zoomed(factor, x, y));
  }

  #set(target) {
    this.view.set(target);
    this.onMove();
  }

  #down(event) {
    if (event.button !== 0) {
      return;
    }
    cancelAnimationFrame(this.animation);
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.start = { x: event.clientX, y: event.clientY, moved: this.pointers.size > 1 };
    this.boxing = event.shiftKey && this.pointers.size === 1;
    this.canvas.classList.toggle('boxing', this.boxing);
    this.canvas.classList.toggle('dragging', !this.boxing);
  }

  #move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      return;
    }
    const now = { x: event.clientX, y: event.clientY };
    if (Math.hypot(now.x - this.start.x, now.y - this.start.y) > 6) {
      this.start.moved = true;
    }
    if (this.boxing) {
      this.#showBox(now);
    }
    else if (this.pointers.size === 1) {
      this.#set(this.view.moved(now.x - before.x, now.y - before.y));
    }
    else {
      this.#pinch(event.pointerId, before, now);
    }
    this.pointers.set(event.pointerId, now);
  }

  #pinch(id, before, now) {
    const [, other] = [...this.pointers].find(([each]) => each !== id);
    const middle = (a) => ({ x: (a.x + other.x) / 2, y: (a.y + other.y) / 2 });
    const distance = (a) => Math.max(10, Math.hypot(a.x - other.x, a.y - other.y));
    const from = middle(before);
    const to = middle(now);
    this.#set(this.view.with(this.view.at(from.x, from.y), to.x, to.y,
      this.view.scale * distance(now) / distance(before)));
  }

  #up(event) {
    if (!this.pointers.has(event.pointerId)) {
      return;
    }
    const boxed = this.boxing && this.start.moved;
    const tapped = !this.start.moved && this.pointers.size === 1;
    this.#cancel(event);
    if (boxed) {
      const { left, top, width, height } = this.#boxTo({ x: event.clientX, y: event.clientY });
      this.go(this.view.fitting(left, top, Math.max(width, 8), Math.max(height, 8)));
    }
    else if (tapped) {
      this.#tap(event);
    }
  }

  #cancel(event) {
    this.pointers.delete(event.pointerId);
    this.boxing = false;
    this.box.hidden = true;
    this.canvas.classList.remove('boxing', 'dragging');
  }

  #tap(event) {
    const last = this.lastTap;
    const tap = { time: event.timeStamp, x: event.clientX, y: event.clientY };
    if (last && tap.time - last.time < DOUBLE_TAP && Math.hypot(tap.x - last.x, tap.y - last.y) < 24) {
      this.lastTap = null;
      this.zoom(event.shiftKey ? 1 / 2.5 : 2.5, tap.x, tap.y);
    }
    else {
      this.lastTap = tap;
    }
  }

  #boxTo(end) {
    return {
      left: Math.min(this.start.x, end.x),
      top: Math.min(this.start.y, end.y),
      width: Math.abs(end.x - this.start.x),
      height: Math.abs(end.y - this.start.y),
    };
  }

  #showBox(end) {
    this.box.hidden = false;
    for (const [side, value] of Object.entries(this.#boxTo(end))) {
      this.box.style[side] = `${value}px`;
    }
  }

  #wheel(event) {
    event.preventDefault();
    cancelAnimationFrame(this.animation);
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 18 : 1;
    const factor = Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0018));
    this.#set(this.view.zoomed(factor, event.clientX, event.clientY));
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const moves = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
    if (event.key in moves) {
      this.go(this.view.moved(...moves[event.key]));
    }
    else if (event.key === '+' || event.key === '=') {
      this.zoom(1.6);
    }
    else if (event.key === '-' || event.key === '_') {
      this.zoom(1 / 1.6);
    }
    else if (event.key === 'Home' || event.key === '0') {
      this.go(this.view.whole());
    }
    else {
      return;
    }
    event.preventDefault();
  }

}
