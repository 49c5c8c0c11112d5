import { decideAll, trialGrant } from "@farebox/billing-core";
import {
  claimTrial,
  insertBusinessOnce,
  knowsTimeZone,
  type SqlRunner,
  withholdTrial,
  withLockedAccounts,
} from "@farebox/db";
import { type BusinessRow, readBusiness } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";
import { type Refusal, refuse, refuseFields } from "./refusal.ts";

/**
 * Makes a business together with its one trial grant, in one transaction. Asking again with the same id answers the first,
 * however many ask at once. A person becomes its owner; beyond a few trials a person's further ones start empty and say why.
 */
export async function createBusiness(deps: Pick<Deps, "db">, asked: AskedBusiness): Promise<CreatedBusiness | Refusal> {
  if (asked.id !== null && asked.creator !== null) {
    return refuseFields([{ path: "id", message: "only an installation key may choose the id" }]);
  }
  if (!(await knowsTimeZone(deps.db.service, asked.timeZone))) {
    return refuseFields([
      {
        path: "timeZone",
        code: "not_an_option",
        message: "is not a time zone that this installation's database knows",
      },
    ]);
  }
  const businessId = asked.id ?? newId();
  const birth = { isNew: false, hasTrial: false };
  const trial = trialGrant({ businessId, grantId: newId() });
  await withLockedAccounts(deps.db.ledgerPool, {
    requests: [{ businessId, commands: [trial] }],
    before: async (sql) => {
      birth.isNew = await insertBusiness(sql, businessId, asked);
      birth.hasTrial =
        birth.isNew && (asked.creator === null || (await claimOrWithhold(sql, businessId, asked.creator)));
    },
    decide: (loaded) => {
      const account = loaded.accounts.get(businessId);
      if (account === undefined || !birth.hasTrial) return { effects: [], result: null };
      const { effects } = decideAll(account, [trial], { now: loaded.nowOf(businessId), newId });
      return { effects: effects === null ? [] : [effects], result: null };
    },
  });
  const business = await readBusiness(deps.db.service, businessId);
  if (business === null) return refuse({ code: "not_found", what: "business" });
  return { outcome: birth.isNew ? "created" : "replayed", ...business };
}

export type AskedBusiness = {
  /** Chosen by an installation key; null: ours. */
  readonly id: string | null;
  readonly name: string;
  readonly timeZone: string;
  /** The person who becomes its owner; null for an installation key. */
  readonly creator: string | null;
  /** Only for a demo whose history is about to be filled in: how far behind its money clock begins. */
  readonly clockOffsetMs?: number;
};

export type CreatedBusiness = BusinessRow & { readonly outcome: "created" | "replayed" };

/** So many businesses of one person begin with a trial. */
const TRIALS_PER_OWNER = 3;

const WITHHELD = `You already have ${TRIALS_PER_OWNER} businesses that began with trial tokens.`;

async function insertBusiness(sql: SqlRunner, businessId: string, asked: AskedBusiness): Promise<boolean> {
  const inserted = await insertBusinessOnce(sql, {
    id: businessId,
    name: asked.name,
    slug: null,
    timeZone: asked.timeZone,
    createdBy: asked.creator,
    clockOffsetMs: asked.clockOffsetMs ?? 0,
    owner: asked.creator === null ? null : { memberId: newId(), userId: asked.creator },
  });
  return inserted !== null;
}

async function claimOrWithhold(sql: SqlRunner, businessId: string, userId: string): Promise<boolean> {
  if (await claimTrial(sql, { userId, businessId, trialsPerOwner: TRIALS_PER_OWNER })) return true;
  await withholdTrial(sql, { businessId, reason: WITHHELD });
  return false;
}
