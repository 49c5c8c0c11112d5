import { parseArgs } from "node:util";
import { fromTokens, type MicroTokens } from "@farebox/billing-core";

export type Options = {
  readonly file: string;
  readonly mapping: string | null;
  readonly businessId: string;
  /** Null: the product that runs in the local home. */
  readonly url: string | null;
  readonly key: string | null;
  /** Bounds of what the file covers; null is the whole days of its first and last record. */
  readonly from: number | null;
  readonly to: number | null;
  /** Null: as the mapping says. */
  readonly toleranceSeconds: number | null;
  readonly apply: boolean;
  readonly limitTokens: MicroTokens;
  readonly limitCount: number;
  /** Files that hold every difference: .csv or .json. */
  readonly reports: readonly string[];
  /** Where what was not applied is put down. */
  readonly review: string;
  readonly patienceSeconds: number;
};

export const USAGE = `npx farebox reconcile-usage FILE --business ID [options]

Compares a carrier's call records (CSV) with the usage lines of one business, by reference and service, and proposes
what would make them agree. Without --apply nothing is changed.

  --business ID          whose usage it is
  --mapping FILE         what the columns mean, as JSON   (default: columns ref, start, duration, service)
  --url URL              where the product answers        (default: the one running in FAREBOX_HOME)
  --key KEY              an installation key with admin   (default: the operator key of that home)
  --from T, --to T       what the file covers, RFC 3339   (default: the whole days of its first and last record)
  --tolerance SECONDS    differences up to this are none  (default: as the mapping says, or 0)
  --report FILE          every difference, to a .csv or .json; may be given twice
  --apply                correct what differs, up to the limits
  --limit-tokens N       tokens moved by one run at most  (default 10000)
  --limit-count N        corrections by one run at most   (default 1000)
  --review FILE          where what was not applied goes  (default: FILE.review.csv, only when there is any)
  --patience SECONDS     how long a request is tried again before giving up (default 120)
  --help                 this text

Ends with 0 when the books agree or were made to, 1 when differences are left, 2 when nothing could be compared,
3 when it was interrupted: the same command goes on.`;

export type ParsedOptions = { readonly options: Options } | { readonly mistake: string } | { readonly help: true };

export function parseOptions(args: readonly string[]): ParsedOptions {
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
  const mistakes = further.length > 0 ? [`one FILE at a time, not also ${further.join(", ")}`] : [];
  const number = (name: string, text: string | undefined, otherwise: number, most: number) => {
    if (text !== undefined && !(/^\d{1,9}$/.test(text) && Number(text) <= most))
      mistakes.push(`${name} ${JSON.stringify(text)} is not a whole number from 0 to ${most}`);
    return text === undefined ? otherwise : Number(text);
  };
  const instant = (name: string, text: string | undefined) => {
    const at = text === undefined ? null : Date.parse(text);
    if (text !== undefined && !(WITH_ZONE.test(text) && Number.isFinite(at)))
      mistakes.push(`${name} ${JSON.stringify(text)} is not a time with a zone, such as 2026-11-01T00:00:00Z`);
    return at;
  };
  if (values.business === undefined || !UUID.test(values.business))
    mistakes.push("--business must name the business by its id");
  const limit = fromTokens(/^\d+(\.\d+)?$/.test(values["limit-tokens"]) ? Number(values["limit-tokens"]) : Number.NaN);
  if (typeof limit !== "bigint")
    mistakes.push(`--limit-tokens ${JSON.stringify(values["limit-tokens"])} is not a number of tokens`);
  const reports = values.report ?? [];
  for (const path of reports)
    if (!/\.(csv|json)$/i.test(path)) mistakes.push(`--report ${path} must end in .csv or .json`);
  const url = values.url?.replace(/\/+$/, "") ?? null;
  if (url !== null && !/^https?:$/.test(URL.parse(url)?.protocol ?? ""))
    mistakes.push(`--url ${url} is no http address`);
  const options: Options = {
    file,
    mapping: values.mapping ?? null,
    businessId: values.business?.toLowerCase() ?? "",
    url,
    key: values.key ?? null,
    from: instant("--from", values.from),
    to: instant("--to", values.to),
    toleranceSeconds: values.tolerance === undefined ? null : number("--tolerance", values.tolerance, 0, 86_400),
    apply: values.apply === true,
    limitTokens: typeof limit === "bigint" ? limit : (0n as MicroTokens),
    limitCount: number("--limit-count", values["limit-count"], 1_000, 999_999_999),
    reports,
    review: values.review ?? `${file}.review.csv`,
    patienceSeconds: number("--patience", values.patience, 120, 86_400),
  };
  if (options.from !== null && options.to !== null && options.to <= options.from)
    mistakes.push("--to must be later than --from");
  return mistakes.length > 0 ? { mistake: mistakes.join("; ") } : { options };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

function parseFlags(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: true,
    options: {
      business: { type: "string" },
      mapping: { type: "string" },
      url: { type: "string" },
      key: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      tolerance: { type: "string" },
      report: { type: "string", multiple: true },
      apply: { type: "boolean" },
      "limit-tokens": { type: "string", default: "10000" },
      "limit-count": { type: "string" },
      review: { type: "string" },
      patience: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
}
