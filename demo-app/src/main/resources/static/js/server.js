// What goes over the wire: events from the server, requests to it.

const PATIENCE = 10000;

/** Listens to the server for as long as the page is open, and connects again after a loss. */
export function listen(handlers, onLink) {
  const source = new EventSource('api/events');
  source.onopen = () => onLink(true);
  source.onerror = () => {
    onLink(false);
    if (source.readyState === EventSource.CLOSED) {
      // Refused, so the browser does not try again by itself
      setTimeout(() => listen(handlers, onLink), 3000);
    }
  };
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  }
}

/** Asks the server for something. JSON, as other sites can't send that. */
export async function post(path, body = {}) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? problem.error ?? response.statusText);
  }
}

/**
 * Sends what was said last, when what was sent before has arrived. Requests that are under way together could overtake
 * each other, and the server would take the older one for the newer.
 */
export class Latest {

  constructor(send) {
    this.send = send;
    this.next = null;
    this.busy = false;
  }

  /** Says something, which replaces what was not sent yet. */
  async say(...message) {
    this.next = message;
    if (this.busy) {
      return;
    }
    this.busy = true;
    while (this.next) {
      const sent = this.next;
      this.next = null;
      await this.send(...sent);
    }
    this.busy = false;
  }

}

/** Reads the last crash report, or null if there is none. */
export async function readCrashReport() {
  const response = await fetch('api/crash-report', { headers: { Accept: 'application/json' } });
  return response.status === 200 ? response.json() : null;
}

/** Unpacks the shades of a tile. */
export async function inflate(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
