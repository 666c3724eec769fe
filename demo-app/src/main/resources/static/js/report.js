// The crash report, in full.

import { bytes, count, duration } from './format.js';

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) {
    made.className = className;
  }
  return made;
}

function list(facts) {
  const made = document.createElement('dl');
  for (const [name, value] of Object.entries(facts)) {
    if (value !== null && value !== undefined) {
      made.append(element('dt', name), element('dd', value));
    }
  }
  return made;
}

function lines(title, texts) {
  return [element('h3', title), texts.length ? element('pre', texts.join('\n')) : element('p', 'None', 'nothing')];
}

export const callsInWords = (calls) => (calls === 1 ? '1 call' : `${count(calls)} calls`);

/** Writes a report, as the server gives it, into the page. */
export function write(report, into) {
  const { worker, vitalSigns } = report;
  const calls = report.calls.map((call) => `${call.functionName}: ${call.progress === 'NOT_STARTED' ? 'not started'
    : 'has no answer, whether it ran is not known'}`);
  into.replaceChildren(
    element('p', `Worker ${worker.name} is lost: ${report.description}.`, 'sentence'),
    list({
      Cause: report.cause,
      'Exit code': report.exitCode,
      'Process id': worker.pid,
      'Worker id': worker.id,
      Host: worker.host,
      'Started by': worker.launcher,
      'Started at': worker.startedAt && new Date(worker.startedAt).toLocaleString(),
      'Lost at': new Date(report.time).toLocaleString(),
      'Error file': report.errorFile,
    }),
    element('h3', 'Vital signs at its last heartbeat'),
    vitalSigns ? list({
      Heap: `${bytes(vitalSigns.heapUsed)} of ${bytes(vitalSigns.heapMax)}`,
      Resident: vitalSigns.resident && bytes(vitalSigns.resident),
      Threads: vitalSigns.threads,
      'Calls at work': vitalSigns.inFlight,
      'Calls waiting': vitalSigns.queued,
      'Garbage collection': vitalSigns.gcTime && duration(vitalSigns.gcTime),
    }) : element('p', 'There was none', 'nothing'),
    ...lines(`Calls without an answer (${count(report.callCount)})`, calls),
    ...lines('Last lines of its output', report.lastLines),
    ...lines('Last records of its log', report.lastRecords),
    ...(report.threadDump ? lines('Threads', [report.threadDump]) : []));
}
