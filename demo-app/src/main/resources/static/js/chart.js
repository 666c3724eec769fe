// Tiles per second: the chart of all workers, and the sparkline of each.

const SVG = 'http://www.w3.org/2000/svg';

/** Round numbers to put on top of a chart. */
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 10)));
  return [1, 2, 3, 5, 8, 10].map((factor) => factor * power).find((top) => top >= value);
}

export class Chart {

  constructor(svg, length, seats) {
    this.svg = svg;
    this.length = length;
    this.history = [];
    const line = document.createElementNS(SVG, 'line');
    for (const [name, value] of Object.entries({ x1: 0, x2: 320, y1: 1, y2: 1 })) {
      line.setAttribute(name, value);
    }
    svg.append(line);
    this.paths = Array.from({ length: seats }, (_, seat) => {
      const path = document.createElementNS(SVG, 'path');
      path.dataset.seat = seat;
      svg.append(path);
      return path;
    });
  }

  /** Adds the tiles per second of each seat. Returns what the top of the chart stands for. */
  add(rates) {
    this.history.push(rates);
    if (this.history.length > this.length) {
      this.history.shift();
    }
    const totals = this.history.map((each) => each.reduce((sum, rate) => sum + rate, 0));
    const top = roundUp(Math.max(...totals));
    const x = (index) => (320 * (this.length - this.history.length + index) / (this.length - 1)).toFixed(1);
    const y = (value) => (84 - 83 * value / top).toFixed(1);
    const below = this.history.map(() => 0);
    this.paths.forEach((path, seat) => {
      const lower = below.map((value, index) => `${x(index)} ${y(value)}`).reverse();
      this.history.forEach((each, index) => {
        below[index] += each[seat];
      });
      const upper = below.map((value, index) => `${x(index)} ${y(value)}`);
      const empty = this.history.every((each) => each[seat] === 0);
      path.setAttribute('d', empty ? '' : `M${upper.join('L')}L${lower.join('L')}Z`);
    });
    return top;
  }

}

/** The outline of a sparkline of 96 by 20. */
export function sparkline(values, length) {
  const top = Math.max(4, ...values);
  const points = values.map((value, index) =>
    `${(96 * (length - values.length + index) / (length - 1)).toFixed(1)} ${(18.5 - 17 * value / top).toFixed(1)}`);
  return points.length > 1 ? `M${points.join('L')}` : '';
}
