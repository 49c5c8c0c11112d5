import { parseArgs } from "node:util";

export type Options = {
  readonly file: string;
  /** Null: the product that runs in the local home. */
  readonly url: string | null;
  readonly key: string | null;
  /** Events in one request. */
  readonly batch: number;
  /** Requests under way at once. */
  readonly clients: number;
  /** Times real time; null sends as fast as the door answers. */
  readonly speed: number | null;
  readonly shiftToNow: boolean;
  readonly allowOverdraft: boolean;
  /** Seed of a shuffled order; null keeps the order of the file. */
  readonly shuffle: number | null;
  readonly lateAfterDays: number;
  /** How long one request is tried again before the replay gives up. */
  readonly patienceSeconds: number;
};

export const USAGE = `npm run replay -- FILE [options]

Sends a trace of usage (CSV: key,occurred_at,business,service,quantity,unit[,agent_id,ref]) through the public HTTP door.
Run again, or again after a kill, it changes nothing that was recorded before: every event has its key.

  --url URL               where the product answers        (default: the one running in FAREBOX_HOME)
  --key KEY               an installation key              (default: the operator key of that home)
  --batch N               events in one request, 1 to 1000 (default 500)
  --clients N             requests under way at once, 1-64 (default 4)
  --speed X               X times real time                (default: as fast as possible)
  --shift-to-now          move all times so that the last event happens now; keys get the suffix "+shifted"
  --no-allow-overdraft    refuse what a balance cannot pay (default: it already happened, so it is booked)
  --shuffle SEED          send in a random order that depends on SEED only
  --late-after-days N     the late window of the server    (default: FAREBOX_LATE_AFTER_DAYS or 35)
  --patience SECONDS      how long a request is tried again before giving up (default 120)
  --help                  this text`;

export type ParsedOptions = { readonly options: Options } | { readonly mistake: string } | { readonly help: true };

export function parseOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ParsedOptions {
  let parsed: ReturnType<typeof parseFlags>;
  try {
    parsed = parseFlags(args);
  } catch (error) {
    return { mistake: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  if (values.help === true) return { help: true };
  const [file, ...further] = positionals;
  if (file === undefined) return { mistake: "no FILE was named" };
  if (further.length > 0) return { mistake: `one FILE at a time, not also ${further.join(", ")}` };
  if (values.speed !== undefined && values.shuffle !== undefined)
    return { mistake: "--speed keeps the order of time, --shuffle gives it up: choose one" };

  const mistakes: string[] = [];
  const number = (name: string, text: string | undefined, limits: Limits) => {
    const value = text === undefined ? limits.otherwise : Number(text);
    const isGood =
      (text === undefined || /^\d+(\.\d+)?$/.test(text)) &&
      value >= limits.from &&
      value <= limits.to &&
      (limits.isFraction === true || Number.isInteger(value));
    if (!isGood) mistakes.push(`${name} ${JSON.stringify(text)} is not a number from ${limits.from} to ${limits.to}`);
    return value;
  };
  const lateText = values["late-after-days"] ?? (env["FAREBOX_LATE_AFTER_DAYS"] || undefined);
  const options: Options = {
    file,
    url: values.url === undefined ? null : values.url.replace(/\/+$/, ""),
    key: values.key ?? null,
    batch: number("--batch", values.batch, { from: 1, to: 1_000, otherwise: 500 }),
    clients: number("--clients", values.clients, { from: 1, to: 64, otherwise: 4 }),
    speed:
      values.speed === undefined
        ? null
        : number("--speed", values.speed, { from: 0.001, to: 1e9, otherwise: 1, isFraction: true }),
    shiftToNow: values["shift-to-now"] === true,
    allowOverdraft: values["allow-overdraft"] !== false,
    shuffle:
      values.shuffle === undefined ? null : number("--shuffle", values.shuffle, { from: 0, to: 2 ** 31, otherwise: 0 }),
    lateAfterDays: number("--late-after-days", lateText, { from: 0, to: 1_000_000, otherwise: 35, isFraction: true }),
    patienceSeconds: number("--patience", values.patience, { from: 0, to: 86_400, otherwise: 120 }),
  };
  if (options.url !== null && !/^https?:$/.test(URL.parse(options.url)?.protocol ?? ""))
    mistakes.push(`--url ${options.url} is not an http address`);
  if (options.key !== null && !/^[!-~]+$/.test(options.key)) mistakes.push("--key holds characters that no key has");
  return mistakes.length > 0 ? { mistake: mistakes.join("; ") } : { options };
}

type Limits = { readonly from: number; readonly to: number; readonly otherwise: number; readonly isFraction?: true };

function parseFlags(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    allowNegative: true,
    strict: true,
    options: {
      url: { type: "string" },
      key: { type: "string" },
      batch: { type: "string" },
      clients: { type: "string" },
      speed: { type: "string" },
      "shift-to-now": { type: "boolean" },
      "allow-overdraft": { type: "boolean" },
      shuffle: { type: "string" },
      "late-after-days": { type: "string" },
      patience: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
}
