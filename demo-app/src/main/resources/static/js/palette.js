// Which colour a shade has. Shade 0 is within the set, 1 to 255 go round in a circle.

const SHADES = 255;

const DARK = {
  inside: [6, 8, 13],
  stops: [[11, 15, 26], [21, 44, 84], [38, 102, 138], [111, 176, 171], [240, 232, 205], [222, 160, 88],
    [138, 62, 60], [50, 24, 48]],
  low: [10, 13, 20],
  high: [255, 250, 240],
};

const LIGHT = {
  inside: [27, 33, 45],
  stops: [[244, 241, 234], [205, 222, 228], [134, 178, 199], [61, 110, 148], [39, 60, 96], [120, 74, 88],
    [201, 124, 92], [235, 200, 152]],
  low: [250, 248, 243],
  high: [24, 30, 44],
};

const mix = (a, b, part) => a.map((value, index) => value + (b[index] - value) * part);

function pack([red, green, blue]) {
  return (255 << 24 | Math.round(blue) << 16 | Math.round(green) << 8 | Math.round(red)) >>> 0;
}

function make(inside, colour) {
  const packed = new Uint32Array(SHADES + 1);
  packed[0] = pack(inside);
  for (let shade = 1; shade <= SHADES; shade++) {
    packed[shade] = pack(colour((shade - 1) / SHADES));
  }
  return packed;
}

function plain({ inside, stops }) {
  return make(inside, (turn) => {
    const place = turn * stops.length;
    const index = Math.floor(place);
    return mix(stops[index], stops[(index + 1) % stops.length], place - index);
  });
}

// From the ground through the worker's colour to the other end, and back
function tinted({ inside, low, high }, seat) {
  return make(mix(inside, seat, 0.06), (turn) => {
    // Far from the set it stays near the ground, so that what is worth a look stands out
    const height = (1 - Math.abs(2 * turn - 1)) ** 1.7;
    return height < 0.6 ? mix(mix(low, seat, 0.08), seat, height / 0.6) : mix(seat, high, (height - 0.6) / 0.4 * 0.6);
  });
}

// As the style sheet has them
function seatColours() {
  const style = getComputedStyle(document.documentElement);
  return Array.from({ length: 8 }, (_, seat) => style.getPropertyValue(`--seat-${seat}`).trim());
}

function parse(hex) {
  return [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16));
}

/** All palettes of the light or the dark page. */
export class Palettes {

  constructor(dark) {
    const scheme = dark ? DARK : LIGHT;
    this.plain = plain(scheme);
    this.colours = seatColours();
    this.seats = this.colours.map((colour) => tinted(scheme, parse(colour)));
    this.ground = `rgb(${scheme.low.join(' ')})`;
    this.veil = dark ? 'rgb(8 10 16 / 62%)' : 'rgb(250 248 243 / 66%)';
  }

  of(seat, tint) {
    return tint ? this.seats[seat] : this.plain;
  }

}
