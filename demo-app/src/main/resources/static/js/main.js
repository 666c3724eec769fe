// Puts the page together.

import { Chart } from './chart.js';
import { Crew } from './crew.js';
import { bytes, count, magnification, milliseconds, place } from './format.js';
import { Gestures } from './gestures.js';
import { Palettes } from './palette.js';
import { Picture } from './picture.js';
import { callsInWords, write } from './report.js';
import { inflate, Latest, listen, post, readCrashReport } from './server.js';
import { keyOf, Tiles } from './tiles.js';
import { View } from './view.js';

const SEATS = 8;

const MINUTE = 120; // pulses

const MOST_PIXELS = 6e6;

const AGAIN = 3000;

const byId = (id) => document.getElementById(id);

const dark = matchMedia('(prefers-color-scheme: dark)');
const narrow = matchMedia('(max-width: 720px)');

const view = new View(128, 42);
const palettes = new Palettes(dark.matches);
const store = new Tiles(128, palettes);
const picture = new Picture(byId('map'), view, store, palettes, ask, showProgress);
const gestures = new Gestures(byId('map'), byId('box'), view, moved);
const crew = new Crew(byId('workers'), byId('worker-row'), (worker) => act(`api/workers/${worker.id}/stop`),
  (worker) => act(`api/workers/${worker.id}/kill`));
const chart = new Chart(byId('chart'), MINUTE, SEATS);
const wishes = new Latest(wish);
const noCrash = byId('crash').textContent;

let viewer = null;
let losses = 0;
let lastPulse = 0;
let lastRates = [];
let micros = [];

// ---- The picture

function ask(level, tiles) {
  if (viewer) {
    wishes.say(viewer, level, tiles);
  }
}

async function wish(asker, level, tiles) {
  try {
    await post(`api/viewers/${asker}/tiles`, { level, tiles });
  }
  catch (problem) {
    // With another connection everything is asked for anyway
    if (asker === viewer) {
      toast(problem.message);
      setTimeout(() => picture.askAgain(), AGAIN);
    }
  }
}

function moved() {
  byId('place').textContent = place(view.at(view.centre.x, view.centre.y), view.scale);
  byId('zoom').textContent = magnification(view.zoom);
  picture.draw();
  clearTimeout(moved.timer);
  moved.timer = setTimeout(remember, 400);
}

function remember() {
  const { re, im } = view.at(view.centre.x, view.centre.y);
  history.replaceState(null, '', `#${re},${im},${view.zoom}`);
}

function recall() {
  const [re, im, zoom] = location.hash.slice(1).split(',').map(Number);
  const known = [re, im, zoom].every(Number.isFinite) && zoom > 0;
  view.set(known ? view.with({ re, im }, view.centre.x, view.centre.y, zoom * view.wholeScale) : view.whole());
  moved();
}

function resize() {
  const covered = byId('panel').getBoundingClientRect();
  const sheet = byId('sheet').getBoundingClientRect();
  const before = view.width > 1 ? { point: view.at(view.centre.x, view.centre.y), zoom: view.zoom } : null;
  const ratio = Math.min(devicePixelRatio || 1, 2, Math.sqrt(MOST_PIXELS / innerWidth / innerHeight));
  view.resize(innerWidth, innerHeight, ratio, {
    right: narrow.matches ? 0 : innerWidth - covered.left,
    bottom: narrow.matches ? sheet.height : 0,
  });
  if (before) {
    view.set(view.with(before.point, view.centre.x, view.centre.y, before.zoom * view.wholeScale));
    moved();
  }
  picture.resized();
}

function showProgress(done, total) {
  byId('progress').textContent = done === total ? `${count(total)} tiles` : `${count(done)} of ${count(total)} tiles`;
}

function recolour() {
  picture.palettes = new Palettes(dark.matches);
  store.paintAll(picture.palettes, byId('tint').getAttribute('aria-pressed') === 'true');
  picture.draw();
}

function toggleTint() {
  const pressed = byId('tint').getAttribute('aria-pressed') === 'true';
  byId('tint').setAttribute('aria-pressed', String(!pressed));
  recolour();
}

function seenKeys() {
  const { level, tiles } = view.tiles();
  return new Set(tiles.map(({ x, y }) => keyOf(level, x, y)));
}

function redraw() {
  const seen = seenKeys();
  store.expire((tile, key) => seen.has(key));
  picture.askAgain();
}

// ---- What the server tells

function hello(event) {
  viewer = event.viewer;
  picture.askAgain();
  showLastCrash();
}

async function rendered({ tile, seat, worker, shades, micros: took }) {
  micros.push(took);
  micros = micros.slice(-200);
  try {
    store.add(keyOf(tile.level, tile.x, tile.y), { shades: await inflate(shades), seat, worker });
    picture.draw();
  }
  catch (problem) {
    failed({ tile, reason: problem.message });
  }
}

function failed({ tile, reason }) {
  store.fail(keyOf(tile.level, tile.x, tile.y));
  toast(`A tile can't be rendered: ${reason}`);
  picture.draw();
}

function lost({ worker, name, description, calls }) {
  // The server has its unfinished tiles rendered by others. Those that it had finished would do, but then
  // there would often be nothing to see
  const seen = seenKeys();
  const finished = store.expire((tile) => tile.worker === worker).filter((key) => seen.has(key)).length;
  losses++;
  picture.askAgain();
  const tiles = [calls && `its ${callsInWords(calls)} in flight`, finished && `${count(finished)} tiles it had finished`]
    .filter(Boolean).join(' and ');
  toast(`${name} is lost: ${description}.${tiles && ` Others are to render ${tiles}.`}`);
  showCrash(name, description);
}

function showCrash(name, description) {
  const strong = document.createElement('strong');
  strong.textContent = name;
  byId('crash').replaceChildren(strong, `: ${description}`);
  byId('read-report').hidden = false;
}

// Whatever has happened while there was no connection
async function showLastCrash() {
  const before = losses;
  try {
    const report = await readCrashReport();
    if (losses !== before) {
      return;
    }
    if (report) {
      showCrash(report.worker.name, report.description);
    }
    else {
      byId('crash').textContent = noCrash;
      byId('read-report').hidden = true;
    }
  }
  catch (problem) {
    toast(problem.message);
  }
}

function pulse(event) {
  // By the clock of the server, as events may arrive in a bunch
  const elapsed = lastPulse ? (event.millis - lastPulse) / 1000 : 0;
  lastPulse = event.millis;
  const rates = crew.show(event.workers, elapsed, SEATS);
  byId('chart-top').textContent = `top ${count(chart.add(rates))}/s`;
  lastRates.push(rates.reduce((sum, rate) => sum + rate, 0));
  lastRates = lastRates.slice(-4);
  const rate = Math.round(lastRates.reduce((sum, each) => sum + each, 0) / lastRates.length);
  const active = event.workers.filter((worker) => worker.seat !== null && worker.state !== 'LOST');
  byId('rate').textContent = count(rate);
  byId('waiting').textContent = count(event.waiting);
  byId('in-flight').textContent = count(active.reduce((sum, worker) => sum + worker.inFlight, 0));
  byId('rendered').textContent = count(event.rendered);
  byId('per-tile').textContent = micros.length
    ? milliseconds(micros.reduce((sum, each) => sum + each, 0) / micros.length) : '–';
  byId('count').textContent = active.length === event.wished ? count(active.length)
    : `${count(active.length)} of ${count(event.wished)}`;
  byId('workers').dataset.active = active.length;
  byId('spawn').disabled = event.wished >= SEATS;
  byId('application').textContent = [`pid ${event.pid}`, event.resident && bytes(event.resident)].filter(Boolean)
    .join(' · ');
  byId('start-failure').hidden = event.startFailure === null;
  byId('start-failure').textContent = event.startFailure ?? '';
  byId('idle').hidden = event.wished > 0;
  showSheet(active, rate);
}

function showSheet(active, rate) {
  byId('sheet-text').textContent = `${active.length === 1 ? '1 worker' : `${active.length} workers`} · ${rate} tiles/s`;
  byId('sheet-seats').replaceChildren(...active.map((worker) => {
    const seat = document.createElement('span');
    seat.className = 'seat';
    seat.dataset.seat = worker.seat;
    return seat;
  }));
}

function linked(live) {
  byId('link').dataset.state = live ? 'live' : 'waiting';
  byId('link').textContent = live ? 'Live' : 'Connecting';
  if (!live) {
    viewer = null;
  }
}

// ---- What the user does

async function act(path) {
  try {
    await post(path);
  }
  catch (problem) {
    toast(problem.message);
  }
}

function toast(text) {
  byId('toast').textContent = text;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => {
    byId('toast').textContent = '';
  }, 6000);
}

async function showReport() {
  try {
    const report = await readCrashReport();
    if (report) {
      write(report, byId('report-body'));
      byId('report').showModal();
    }
    else {
      toast('There is no report any more.');
    }
  }
  catch (problem) {
    toast(problem.message);
  }
}

function toggleSheet() {
  const expanded = byId('sheet').getAttribute('aria-expanded') === 'true';
  byId('sheet').setAttribute('aria-expanded', String(!expanded));
  byId('panel').classList.toggle('expanded', !expanded);
}

byId('zoom-in').addEventListener('click', () => gestures.zoom(1.8));
byId('zoom-out').addEventListener('click', () => gestures.zoom(1 / 1.8));
byId('home').addEventListener('click', () => gestures.go(view.whole()));
byId('redraw').addEventListener('click', redraw);
byId('tint').addEventListener('click', toggleTint);
byId('spawn').addEventListener('click', () => act('api/workers'));
byId('read-report').addEventListener('click', showReport);
byId('sheet').addEventListener('click', toggleSheet);
byId('map').addEventListener('keydown', (event) => {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (plain && event.key.toLowerCase() === 'r') {
    redraw();
  }
  else if (plain && event.key.toLowerCase() === 't') {
    toggleTint();
  }
});
dark.addEventListener('change', recolour);
addEventListener('resize', resize);
addEventListener('hashchange', recall);

resize();
recall();
listen({ hello, tile: rendered, failed, lost, pulse }, linked);
