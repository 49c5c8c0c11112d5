import { type Clock, MONOTONIC_CLOCK } from "./clock.ts";
import { FareboxError, invalidArgument } from "./errors.ts";
import type { Allowance, FareboxOptions } from "./options.ts";

/** Options that were looked at, with everything that was left out filled in. */
export function toSettings(options: FareboxOptions): Settings {
  const { key, businessId, onUnavailable = "deny", onError = warn } = options;
  // A header cannot carry anything else, and nothing else is a key.
  if (typeof key !== "string" || !/^[\x21-\x7e]+$/u.test(key)) throw invalidArgument("`key` must be an API key.");
  if (businessId !== undefined && (typeof businessId !== "string" || businessId === ""))
    throw invalidArgument("`businessId` must be the id of a business.");
  const queue = options.queue ?? {};
  return {
    baseUrl: toBaseUrl(options.url),
    key,
    businessId,
    allowance: toAllowance(onUnavailable),
    queueFile: queue.file ?? null,
    maxQueued: positive(queue.maxEvents ?? 100_000, "queue.maxEvents"),
    attemptTimeoutMs: positive(options.attemptTimeoutMs ?? 5_000, "attemptTimeoutMs"),
    totalTimeoutMs: positive(options.totalTimeoutMs ?? 20_000, "totalTimeoutMs"),
    startTimeoutMs: positive(options.startTimeoutMs ?? 5_000, "startTimeoutMs"),
    fetch: options.fetch ?? fetch,
    clock: options.clock ?? MONOTONIC_CLOCK,
    onError,
    onRefused:
      options.onRefused ??
      ((event, { reason, message }) =>
        onError(new FareboxError(reason ?? "failed", `Usage ${event.key} was refused: ${message ?? reason}`))),
  };
}

export type Settings = {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly key: string;
  readonly businessId: string | undefined;
  /** Null denies. */
  readonly allowance: Required<Allowance> | null;
  /** Null keeps the queue in memory. */
  readonly queueFile: string | null;
  readonly maxQueued: number;
  readonly attemptTimeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly startTimeoutMs: number;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly onError: (error: FareboxError) => void;
  readonly onRefused: NonNullable<FareboxOptions["onRefused"]>;
};

function toBaseUrl(url: unknown): string {
  if (typeof url !== "string" || !URL.canParse(url))
    throw invalidArgument("`url` must be an address such as https://billing.example.com.");
  const { protocol, origin, pathname } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:")
    throw invalidArgument("`url` must begin with https:// or http://.");
  return `${origin}${pathname.replace(/\/+$/u, "").replace(/\/api\/billing$/u, "")}/api/billing`;
}

function toAllowance(wanted: NonNullable<FareboxOptions["onUnavailable"]>): Required<Allowance> | null {
  if (wanted === "deny") return null;
  const { allowSeconds, allowOverdraft = false } = wanted;
  if (!Number.isInteger(allowSeconds) || allowSeconds < 0)
    throw invalidArgument('`onUnavailable` must be "deny" or { allowSeconds } with whole seconds.');
  return allowSeconds === 0 ? null : { allowSeconds, allowOverdraft };
}

function positive(value: number, name: string): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw invalidArgument(`\`${name}\` must be a number above 0.`);
}

function warn(error: FareboxError): void {
  console.warn(`[farebox] ${error.code}: ${error.message}`);
}
