import type { Balance } from "./use-balance.ts";
import type { Forecast, PastPoint } from "./use-forecast.ts";

export type BurnDown = {
  /** Corners of what there was, in pixels. */
  readonly past: string;
  /** The same, closed along the foot. */
  readonly under: string;
  /** Corners of what is expected; empty when nothing can be foretold. */
  readonly expected: string;
  /** Outline of what lies between fast and slow use; empty likewise. */
  readonly band: string;
  readonly nowX: number;
  /** Where what there was ends: the height of now. */
  readonly nowY: number;
  /** Where it is expected to end, if it does within the picture. */
  readonly endX: number | null;
  readonly end: Date | null;
  readonly ticks: readonly { readonly key: string; readonly x: number; readonly tokens: number }[];
  readonly from: Date;
  readonly to: Date;
};

const DAY_MS = 86_400_000;
const LEAST_DAYS = 14;
const MOST_DAYS = 45;

/** The last two weeks and what follows, as lines of a small picture. Amounts begin at 0 at its foot. */
export function shapeBurnDown({
  past,
  forecast,
  grants,
  now,
  width,
  height,
}: {
  past: readonly PastPoint[];
  forecast: Forecast;
  grants: Balance["grants"];
  now: Date;
  width: number;
  height: number;
}): BurnDown {
  const from = Date.parse(past[0]?.at ?? now.toISOString());
  const ahead = Math.min(MOST_DAYS, Math.max(LEAST_DAYS, forecast.days.length)) * DAY_MS;
  const to = now.getTime() + ahead;
  const days = forecast.days.filter(({ at }) => Date.parse(at) <= to);
  const most = Math.max(1, ...past.map(({ tokens }) => tokens), ...days.map(({ high }) => high));
  const x = (at: string | number) => round(((toMs(at) - from) / (to - from)) * width);
  const y = (tokens: number) => round(height - (Math.max(0, tokens) / most) * height);
  const corner = (at: string | number, tokens: number) => `${x(at)},${y(tokens)}`;
  const end = forecast.runsOutAt === null ? null : Date.parse(forecast.runsOutAt.p50);
  const arrivals = forecast.coming.map(({ at, tokens }) => ({ key: `+${at}`, at: Date.parse(at), tokens }));
  const expiries = grants
    .filter(({ expiresAt, remaining, state }) => expiresAt !== null && remaining > 0 && state !== "frozen")
    .map(({ id, expiresAt, remaining }) => ({ key: id, at: Date.parse(expiresAt ?? ""), tokens: -remaining }));
  const starts = grants
    .filter(({ state }) => state === "upcoming")
    .map(({ id, effectiveAt, remaining }) => ({ key: `+${id}`, at: Date.parse(effectiveAt), tokens: remaining }));
  const line = past.map(({ at, tokens }) => corner(at, tokens)).join(" ");
  return {
    past: line,
    under: line === "" ? "" : `${x(from)},${height} ${line} ${x(past.at(-1)?.at ?? from)},${height}`,
    expected: days.map(({ at, expected }) => corner(at, expected)).join(" "),
    band: [
      ...days.map(({ at, high }) => corner(at, high)),
      ...days.toReversed().map(({ at, low }) => corner(at, low)),
    ].join(" "),
    nowX: x(now.getTime()),
    nowY: y(past.at(-1)?.tokens ?? 0),
    endX: end !== null && end > now.getTime() && end <= to ? x(end) : null,
    end: end === null || end > to ? null : new Date(end),
    ticks: [...arrivals, ...starts, ...expiries]
      .filter(({ at }) => at > now.getTime() && at <= to)
      .sort((left, right) => left.at - right.at)
      .map(({ key, at, tokens }) => ({ key, tokens, x: x(at) })),
    from: new Date(from),
    to: new Date(to),
  };
}

function toMs(at: string | number): number {
  return typeof at === "number" ? at : Date.parse(at);
}

/** A tenth of a pixel is finer than any screen. */
function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
