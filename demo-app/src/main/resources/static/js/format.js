// Numbers for readers.

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

export const count = (value) => value.toLocaleString('en');

export const bytes = (value) => `${Math.round(value / 1024 / 1024)} MB`;

export const seconds = (millis) => `${(millis / 1000).toFixed(1)} s`;

export const milliseconds = (micros) => `${(micros / 1000).toFixed(micros < 10000 ? 1 : 0)} ms`;

/** A duration as ISO 8601 has it, such as PT1M2.5S. */
export function duration(iso) {
  const [hours, minutes, rest] = (/^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(iso) ?? []).slice(1)
    .map((part) => Number(part ?? 0));
  if (rest === undefined) {
    return iso;
  }
  if (hours + minutes === 0) {
    return rest < 1 ? `${Math.round(rest * 1000)} ms` : `${rest.toFixed(1)} s`;
  }
  return [hours && `${hours} h`, `${minutes} min`, `${Math.round(rest)} s`].filter(Boolean).join(' ');
}

export function place({ re, im }, scale) {
  const digits = Math.min(16, Math.max(2, Math.ceil(Math.log10(scale))));
  const [real, imaginary] = [re, Math.abs(im)].map((part) => part.toFixed(digits).replace('-', '−'));
  return `${real} ${im < 0 && Number(imaginary) > 0 ? '−' : '+'} ${imaginary} i`;
}

export function magnification(zoom) {
  if (zoom < 10000) {
    return `${zoom < 10 ? zoom.toFixed(1) : Math.round(zoom)}×`;
  }
  const power = Math.floor(Math.log10(zoom));
  const superscript = [...String(power)].map((digit) => SUPERSCRIPTS[digit]).join('');
  return `${(zoom / 10 ** power).toFixed(1)} · 10${superscript}×`;
}
