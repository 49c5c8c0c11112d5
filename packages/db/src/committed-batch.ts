import type { AccountEffects, AlertRule, Cap, LedgerEntry } from "@farebox/billing-core";
import { ALERTS, NOTICES, REMOVED_ALERTS } from "./alerts/committed-alert-rows.ts";
import { COMMIT_EFFECTS, COMMIT_USAGE, COMMIT_USAGE_AND_CALLS } from "./commit-effects.sql.ts";
import { CHANGED_HOLDS, NEW_HOLDS } from "./committed-call-rows.ts";
import {
  CAPS,
  CHANGED_REVIEWS,
  CORRECTIONS,
  FACTS,
  NEW_GRANTS,
  NEW_REVIEWS,
  REMOVED_CAPS,
  SETTINGS,
  type SettingsChange,
} from "./committed-rare-rows.ts";
import {
  ACCOUNTS,
  type AccountChange,
  CHANGED_GRANTS,
  CHARGED_DAYS,
  DAYS,
  ENTRIES,
  KEYS,
  LINES,
  QUARTER_HOURS,
} from "./committed-rows.ts";
import { ledgerHash } from "./ledger-hash.ts";
import type { LoadedAccount } from "./loaded-account.ts";
import { RowsOf } from "./row-set.ts";
import { SellingRows } from "./selling/committed-selling-rows.ts";
import { sumDays, sumQuarterHours } from "./usage-totals.ts";
import { validUntilOf } from "./valid-until.ts";

/** The rows of all accounts of one commit, by table. */
export class CommittedBatch {
  readonly accounts: { readonly businessId: string; readonly lastHash: Uint8Array }[] = [];
  readonly #changes = new RowsOf(ACCOUNTS);
  // In the order of their parameters.
  readonly #usage = {
    changedGrants: new RowsOf(CHANGED_GRANTS),
    entries: new RowsOf(ENTRIES),
    lines: new RowsOf(LINES),
    keys: new RowsOf(KEYS),
    quarterHours: new RowsOf(QUARTER_HOURS),
    days: new RowsOf(DAYS),
    chargedDays: new RowsOf(CHARGED_DAYS),
  };
  readonly #calls = {
    newHolds: new RowsOf(NEW_HOLDS),
    changedHolds: new RowsOf(CHANGED_HOLDS),
  };
  readonly #rare = {
    newGrants: new RowsOf(NEW_GRANTS),
    newReviews: new RowsOf(NEW_REVIEWS),
    changedReviews: new RowsOf(CHANGED_REVIEWS),
    corrections: new RowsOf(CORRECTIONS),
    facts: new RowsOf(FACTS),
    caps: new RowsOf(CAPS),
    removedCaps: new RowsOf(REMOVED_CAPS),
    settings: new RowsOf(SETTINGS),
    alerts: new RowsOf(ALERTS),
    removedAlerts: new RowsOf(REMOVED_ALERTS),
    notices: new RowsOf(NOTICES),
  };
  readonly #selling = new SellingRows();
  #count = 0;

  add(account: LoadedAccount, effect: AccountEffects): void {
    const place = this.accounts.length;
    const before = this.#count;
    const [usage, calls, rare] = [this.#usage, this.#calls, this.#rare];
    const { now } = effect;
    const put = <Row>(rows: RowsOf<Row>, own: readonly Row[]): void => {
      for (const row of own) rows.push(place, row);
      this.#count += own.length;
    };
    const entries = chain(account, effect.entries);
    const keys = effect.keys.map((key) => ({ key, now }));
    put(
      usage.changedGrants,
      effect.grantsUpdated.map((grant) => ({ grant, now })),
    );
    put(usage.entries, entries);
    put(usage.lines, effect.lines);
    put(usage.keys, keys);
    put(usage.quarterHours, sumQuarterHours(effect.usage));
    put(usage.days, sumDays(effect.usage));
    put(usage.chargedDays, effect.charges);
    put(calls.newHolds, effect.holdsInserted);
    put(calls.changedHolds, effect.holdsUpdated);
    put(
      rare.newGrants,
      effect.grantsInserted.map((grant) => ({ grant, key: keyOf(effect, grant.id), now })),
    );
    put(rare.newReviews, effect.reviewsInserted);
    put(rare.changedReviews, effect.reviewsUpdated);
    put(rare.corrections, effect.corrections);
    put(
      rare.facts,
      keys.filter(({ key }) => key.scope === "fact"),
    );
    put(rare.caps, effect.capsSet ?? []);
    put(rare.removedCaps, effect.capsSet === null ? [] : capsWithout(account.caps, effect.capsSet));
    put(rare.settings, settingsChanged(account, effect));
    const rules = effect.alertRules ?? account.alertRules;
    put(rare.alerts, without(rules, account.alertRules));
    put(
      rare.removedAlerts,
      account.alertRules.filter((standing) => !rules.some(({ id }) => id === standing.id)),
    );
    put(rare.notices, effect.notices);
    if (effect.selling !== null) this.#count += this.#selling.add(place, effect.selling);
    const change: AccountChange = {
      businessId: effect.businessId,
      version: effect.version,
      loadedAt: account.loadedAt,
      presumed: account.isPresumed ? account : null,
      now,
      validUntil: validUntilOf(account, effect),
      lastSeq: effect.balance.lastSeq,
      ledgerTotal: effect.balance.ledgerTotal,
      debt: effect.balance.debt,
      lastHash: entries.at(-1)?.hash ?? account.lastHash,
      // The balance row and all of the above.
      expectedRows: 1 + this.#count - before,
    };
    this.#changes.push(place, change);
    this.accounts.push(change);
  }

  /** The statement that writes all there is, and no more parts than that needs, with its parameters. */
  toStatement(): { readonly text: string; readonly parameters: Buffer[] } {
    const usage = [this.#changes, ...Object.values(this.#usage)];
    const calls = Object.values(this.#calls);
    const rare = [...Object.values(this.#rare), ...this.#selling.all];
    if (rare.some(isNotEmpty)) return { text: COMMIT_EFFECTS, parameters: toParameters([...usage, ...calls, ...rare]) };
    if (calls.some(isNotEmpty)) return { text: COMMIT_USAGE_AND_CALLS, parameters: toParameters([...usage, ...calls]) };
    return { text: COMMIT_USAGE, parameters: toParameters(usage) };
  }
}

type Rows = Pick<RowsOf<never>, "length" | "toParameters">;

function isNotEmpty({ length }: Rows): boolean {
  return length > 0;
}

function toParameters(sets: readonly Rows[]): Buffer[] {
  return sets.flatMap((rows) => rows.toParameters());
}

function keyOf(effect: AccountEffects, grantId: string): string | null {
  return effect.keys.find(({ of, subjectId }) => of === "grant" && subjectId === grantId)?.key ?? null;
}

function chain(account: LoadedAccount, entries: readonly LedgerEntry[]) {
  let hash = account.lastHash;
  return entries.map((entry) => {
    hash = ledgerHash(hash, account.businessId, entry);
    return { entry, hash };
  });
}

function capsWithout(standing: readonly Cap[], kept: readonly Cap[]): readonly Cap[] {
  return standing.filter(({ agentId, every }) => !kept.some((cap) => cap.agentId === agentId && cap.every === every));
}

/** Those that are not the very ones that were loaded. */
function without(rules: readonly AlertRule[], standing: readonly AlertRule[]): readonly AlertRule[] {
  return rules === standing ? [] : rules.filter((rule) => !standing.includes(rule));
}

function settingsChanged(account: LoadedAccount, { settings }: AccountEffects): readonly SettingsChange[] {
  if (settings === null) return [];
  return [{ ...settings, setsConcurrentCalls: settings.concurrentCallsLimit !== account.concurrentCallsLimit }];
}
