// The tree of workers.

import { sparkline } from './chart.js';
import { bytes, seconds } from './format.js';

const SPARK = 40;

const SMOOTH = 4;

export class Crew {

  constructor(list, template, onStop, onKill) {
    Object.assign(this, { list, template, onStop, onKill });
    this.rows = new Map();
  }

  /** Shows the workers of a pulse. Returns how many tiles per second each seat has rendered. */
  show(workers, elapsed, seats) {
    const rates = new Array(seats).fill(0);
    // First of all, so that no other row has to move: what is moved loses the focus
    this.#removeAllBut(new Set(workers.map((worker) => worker.id)));
    workers.forEach((worker, index) => {
      const row = this.rows.get(worker.id) ?? this.#add(worker);
      const rate = this.#measure(row, worker, elapsed);
      if (row.seat !== null) {
        rates[row.seat] += rate;
      }
      this.#update(row, worker);
      if (this.list.children[index] !== row.element) {
        this.list.insertBefore(row.element, this.list.children[index] ?? null);
      }
    });
    return rates;
  }

  #removeAllBut(known) {
    for (const [id, { element }] of this.rows) {
      if (!known.has(id)) {
        if (element.contains(document.activeElement)) {
          (element.nextElementSibling ?? element.previousElementSibling ?? this.list).focus();
        }
        element.remove();
        this.rows.delete(id);
      }
    }
  }

  #add(worker) {
    const element = this.template.content.firstElementChild.cloneNode(true);
    const find = (name) => element.querySelector(`.${name}`);
    const row = {
      element,
      seat: null,
      rendered: worker.rendered,
      history: [],
      state: find('state'),
      signs: find('signs'),
      path: element.querySelector('.spark path'),
      vitals: find('vitals'),
      speed: find('speed'),
      end: find('end'),
      actions: find('actions'),
      stop: find('stop'),
      kill: find('kill'),
    };
    find('name').textContent = worker.name;
    element.dataset.worker = worker.name;
    row.stop.setAttribute('aria-label', `Stop ${worker.name}`);
    row.kill.setAttribute('aria-label', `Kill ${worker.name}`);
    row.stop.addEventListener('click', () => this.onStop(worker));
    row.kill.addEventListener('click', () => this.onKill(worker));
    this.rows.set(worker.id, row);
    return row;
  }

  #measure(row, worker, elapsed) {
    // One that has left the crew is no longer counted there
    const count = Math.max(0, worker.rendered - row.rendered);
    row.rendered = Math.max(row.rendered, worker.rendered);
    const rate = elapsed > 0 ? count / elapsed : 0;
    row.history.push(rate);
    if (row.history.length > SPARK) {
      row.history.shift();
    }
    return rate;
  }

  #update(row, worker) {
    const active = worker.seat !== null && worker.state !== 'LOST';
    if (worker.seat !== null) {
      row.seat = worker.seat;
      row.element.dataset.seat = worker.seat;
    }
    row.element.dataset.state = worker.state;
    row.state.textContent = worker.state.toLowerCase();
    row.signs.textContent = [
      worker.pid === null ? null : `pid ${worker.pid}`,
      worker.resident === null ? null : bytes(worker.resident),
      worker.state === 'LOST' || worker.heartbeatMillis === null ? null : `♥ ${seconds(worker.heartbeatMillis)}`,
    ].filter(Boolean).join(' · ') || `${seconds(worker.uptimeMillis)} until now`;
    row.signs.title = 'Process id, resident memory, time since the last heartbeat';
    row.path.setAttribute('d', row.seat === null ? '' : sparkline(row.history, SPARK));
    const recent = row.history.slice(-SMOOTH);
    const mean = recent.reduce((sum, rate) => sum + rate, 0) / recent.length;
    row.speed.textContent = active ? `${Math.round(mean)}/s` : '';
    if (!active && row.actions.contains(document.activeElement)) {
      // What has the focus goes, so that it stays near for who uses the keyboard
      row.element.focus();
    }
    row.actions.hidden = !active;
    row.end.hidden = !worker.end;
    row.end.textContent = worker.end?.replace(/^Worker '.*?' is lost: /, '') ?? '';
  }

}
