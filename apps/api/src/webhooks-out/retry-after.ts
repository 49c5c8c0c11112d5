/**
 * The seconds an endpoint asks us to wait, by number or by date; null when it does not, or not in a way that can be read. At
 * least one, at most a day: nobody may put a notice off for ever, nor have it sent in a loop.
 */
export function readRetryAfter(text: string | null, now: number): number | null {
  if (text === null) return null;
  const trimmed = text.trim();
  const asked = /^\d+$/.test(trimmed) ? Number(trimmed) : secondsUntil(trimmed, now);
  return Number.isNaN(asked) ? null : Math.min(Math.max(Math.ceil(asked), LEAST_SECONDS), MOST_SECONDS);
}

const LEAST_SECONDS = 1;
const MOST_SECONDS = 24 * 60 * 60;
/** As HTTP writes dates: `Sun, 06 Nov 1994 08:49:37 GMT`. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

function secondsUntil(text: string, now: number): number {
  return HTTP_DATE.test(text) ? (Date.parse(text) - now) / 1_000 : Number.NaN;
}
