import type { Mapping } from "../mapping.ts";

type Format = Mapping["columns"]["duration"];

/** Whole units (seconds, or what is counted) of a duration's text, or null where it is none. Exact: no floating point. */
export function parseDuration(text: string, { format, decimal, round }: Omit<Format, "column">): number | null {
  const clock = CLOCK.exec(text);
  if (clock !== null) {
    const [, first = "", second = "", third, fraction = ""] = clock;
    const isHours = third !== undefined;
    if (isHours !== (format !== "mm:ss") || !(isHours ? ["hh:mm:ss", "seconds"] : ["mm:ss"]).includes(format))
      return null;
    const [hours, minutes, seconds] = isHours ? [first, second, third] : ["0", first, second];
    if (Number(seconds) > 59 || (isHours && Number(minutes) > 59)) return null;
    const whole = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
    return rounded(
      BigInt(whole) * 10n ** BigInt(fraction.length) + BigInt(fraction || 0),
      10n ** BigInt(fraction.length),
      round,
    );
  }
  const scale = SCALE[format];
  const number = (decimal === "," ? COMMA : POINT).exec(text);
  if (scale === null || number === null) return null;
  const [, whole = "", fraction = ""] = number;
  if (format === "count" && /[^0]/.test(fraction)) return null;
  return rounded(BigInt(whole + fraction) * scale.times, 10n ** BigInt(fraction.length) * scale.dividedBy, round);
}

/** `h:mm:ss` and `m:ss`, with decimals of a second. */
const CLOCK = /^(\d{1,4}):(\d{2})(?::(\d{2}))?(?:[.,](\d{1,6}))?$/;
const POINT = /^(\d{1,12})(?:\.(\d{1,9}))?$/;
const COMMA = /^(\d{1,12})(?:,(\d{1,9}))?$/;

const SCALE = {
  seconds: { times: 1n, dividedBy: 1n },
  minutes: { times: 60n, dividedBy: 1n },
  milliseconds: { times: 1n, dividedBy: 1_000n },
  count: { times: 1n, dividedBy: 1n },
  "hh:mm:ss": null,
  "mm:ss": null,
} as const satisfies Record<Format["format"], { times: bigint; dividedBy: bigint } | null>;

function rounded(numerator: bigint, denominator: bigint, round: Format["round"]): number {
  if (round === "up") return Number((numerator + denominator - 1n) / denominator);
  if (round === "down") return Number(numerator / denominator);
  return Number((2n * numerator + denominator) / (2n * denominator));
}
