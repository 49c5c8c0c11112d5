import {
  type Account,
  type AccountEffects,
  type Balance,
  balanceOf,
  type Command,
  decideAll,
  type Instant,
  SEED_RATE_CARD,
  trialGrant,
  ZERO,
} from "@farebox/billing-core";
import type { DemoBusiness } from "../history.ts";
import { toCommand } from "../to-command.ts";

type Played = { readonly balance: Balance; readonly refusals: readonly string[] };

/** Lets billing-core decide a whole history, step by step as it is filled in. */
export function playHistory(
  business: DemoBusiness,
  { endAt, stepMs }: { readonly endAt: Instant; readonly stepMs: number },
): Played {
  const refusals: string[] = [];
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `id-${String(ids).padStart(9, "0")}`;
  };
  let account = newAccount(business);
  const decideAt = (now: Instant, commands: readonly Command[]) => {
    const { outcomes, effects } = decideAll(account, commands, { now, newId });
    for (const outcome of outcomes) if (outcome.outcome === "refused") refusals.push(outcome.error.code);
    if (effects !== null) account = applyEffects(account, effects);
  };

  decideAt(business.startAt, [trialGrant({ businessId: business.id, grantId: newId() })]);
  let next = 0;
  for (let now = business.startAt + stepMs; now <= endAt; now += stepMs) {
    const due: Command[] = [];
    for (let entry = business.entries[next]; entry !== undefined && entry.at <= now; entry = business.entries[next]) {
      due.push(toCommand(entry, newId));
      next += 1;
    }
    if (due.length > 0) decideAt(now, due);
  }
  return { balance: balanceOf(account, endAt), refusals };
}

function newAccount(business: DemoBusiness): Account {
  return {
    businessId: business.id,
    version: 0n,
    lastSeq: 0n,
    ledgerTotal: ZERO,
    debt: ZERO,
    lastRecordedAt: null,
    overdraftLimit: ZERO,
    suspendedAt: null,
    suspendedReason: null,
    concurrentCallsLimit: null,
    alertRules: [],
    planMonthTokens: null,
    timeZone: business.timeZone,
    caps: [],
    charged: [],
    holds: [],
    grants: [],
    rateCards: [SEED_RATE_CARD],
    remembered: new Map(),
    lines: new Map(),
    reviews: new Map(),
    selling: null,
  };
}

function applyEffects(account: Account, effects: AccountEffects): Account {
  const updated = new Map([...effects.grantsInserted, ...effects.grantsUpdated].map((grant) => [grant.id, grant]));
  const kept = account.grants.filter((grant) => !updated.has(grant.id));
  return {
    ...account,
    ...effects.balance,
    version: account.version + 1n,
    lastRecordedAt: effects.now,
    grants: [...kept, ...updated.values()].filter((grant) => grant.remaining > 0n),
  };
}
