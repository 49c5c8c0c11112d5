import type { Command, Grant, Instant, RateCard } from "@farebox/billing-core";
import { loadPlanMonths } from "./alerts/load-plan-months.ts";
import type { SqlRunner } from "./connections/sql-runner.ts";
import type { KeptAccount, KeptAccounts } from "./kept-accounts.ts";
import { LOAD_ACCOUNTS } from "./load-accounts.sql.ts";
import { type Asked, loadParameters } from "./load-parameters.ts";
import {
  type AccountRow,
  type LoadedAccount,
  type StandingAccount,
  toLoadedAccount,
  toStandingAccount,
} from "./loaded-account.ts";
import { toRateCard } from "./mapping.ts";
import { loadSelling } from "./selling/load-selling.ts";

/**
 * Brings the accounts of all commands in hand by one statement, so that every account is of one instant. Businesses that
 * do not exist are named in `missing`. The same business asked for twice is loaded once, with what both requests name.
 *
 * Of accounts that `kept` knows, the database is asked whether they still stand, and brings those that do not.
 */
export async function loadAccounts(
  runner: SqlRunner,
  requests: readonly LoadRequest[],
  kept: KeptAccounts | null = null,
): Promise<LoadedAccounts> {
  const cards = keptCards;
  const asked = gather(requests, (businessId) => kept?.find(businessId, cards?.epoch ?? null) ?? null);
  const parameters = loadParameters(asked, cards?.epoch ?? null);
  const rows = await runner.query<AccountRow>("load_accounts", LOAD_ACCOUNTS, parameters);
  const current = rows[0] === undefined ? cards : currentCards(rows[0], cards);
  const accounts = new Map<string, LoadedAccount>();
  for (const row of rows) {
    const askedOf = asked.get(row.business_id);
    const standing = standingOf(row, askedOf?.kept ?? null, current?.cards ?? []);
    const account = toLoadedAccount(row, { standing, commands: askedOf?.commands ?? [] });
    accounts.set(row.business_id, account);
    kept?.keepLoaded(account, standing);
  }
  for (const [businessId, { selling, grants }] of await loadSelling(runner, commandsOf(asked))) {
    const account = accounts.get(businessId);
    if (account !== undefined)
      accounts.set(businessId, { ...account, selling, grants: together(account.grants, grants) });
  }
  for (const [businessId, planMonthTokens] of await loadPlanMonths(runner, commandsOf(asked))) {
    const account = accounts.get(businessId);
    if (account !== undefined) accounts.set(businessId, { ...account, planMonthTokens });
  }
  return {
    accounts,
    missing: new Set([...asked.keys()].filter((businessId) => !accounts.has(businessId))),
    nowOf: (businessId) => {
      const account = accounts.get(businessId);
      if (account === undefined) throw new Error(`business ${businessId} was not loaded`);
      return account.now;
    },
  };
}

function commandsOf(asked: ReadonlyMap<string, Asked>) {
  return [...asked].map(([businessId, { commands }]) => [businessId, commands] as const);
}

function together(grants: readonly Grant[], further: readonly Grant[]): readonly Grant[] {
  const there = new Set(grants.map(({ id }) => id));
  return [...grants, ...further.filter(({ id }) => !there.has(id))];
}

export type LoadRequest = {
  readonly businessId: string;
  readonly commands: readonly Command[];
  /** Holds a question is about, open or not; those that commands name come by themselves. */
  readonly holdIds?: readonly string[];
};

export type LoadedAccounts = {
  readonly accounts: ReadonlyMap<string, LoadedAccount>;
  readonly missing: ReadonlySet<string>;
  /** The instant to decide a business's commands at. */
  nowOf(businessId: string): Instant;
};

type Gathered = Asked & {
  readonly commands: Command[];
  readonly holdIds: string[];
  readonly kept: KeptAccount | null;
};

function gather(
  requests: readonly LoadRequest[],
  find: (businessId: string) => KeptAccount | null,
): ReadonlyMap<string, Gathered> {
  const asked = new Map<string, Gathered>();
  for (const { businessId, commands, holdIds = [] } of requests) {
    const gathered = asked.get(businessId);
    if (gathered === undefined) {
      const kept = find(businessId);
      const keptVersion = kept?.version ?? null;
      asked.set(businessId, { commands: [...commands], holdIds: [...holdIds], kept, keptVersion });
    } else {
      gathered.commands.push(...commands);
      gathered.holdIds.push(...holdIds);
    }
  }
  return asked;
}

function standingOf(row: AccountRow, kept: KeptAccount | null, generalCards: readonly RateCard[]): StandingAccount {
  if (row.is_brought) return toStandingAccount(row, generalCards);
  if (kept === null) throw new Error(`the account of business ${row.business_id} was neither brought nor kept`);
  return kept.standing;
}

export type { LoadedAccount } from "./loaded-account.ts";

type KeptCards = { readonly epoch: string; readonly cards: readonly RateCard[] };

/** The general cards as of one epoch. Every load says which epoch is current and brings them anew when it moved. */
let keptCards: KeptCards | null = null;

function currentCards(row: AccountRow, kept: KeptCards | null): KeptCards {
  if (row.catalogue_epoch === kept?.epoch) return kept;
  keptCards = { epoch: row.catalogue_epoch, cards: (row.general_cards ?? []).map(toRateCard) };
  return keptCards;
}
