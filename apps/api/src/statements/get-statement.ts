import { ENTRY_KINDS, type MicroTokens } from "@farebox/billing-core";
import {
  type LedgerPart,
  listStatementPayments,
  type Movement,
  readBoundaries,
  type ServiceUse,
  sumMovements,
  sumUsageOfMonth,
} from "@farebox/db/exports";
import type { Deps } from "../deps.ts";
import { readForFiles } from "../exports/open-export.ts";
import type { Reader } from "../use-cases/reader.ts";
import { type Refusal, refuse } from "../use-cases/refusal.ts";
import { headOf, readBusinessMonths } from "./read-business-months.ts";
import type { Statement } from "./statement.ts";
import type { StatementMonth } from "./statement-month.ts";

/** The statement of one month. A month before the first entry, or one that is still to come, is not there. */
export async function getStatement(
  deps: Pick<Deps, "db">,
  asked: { readonly reader: Reader; readonly businessId: string; readonly month: StatementMonth },
): Promise<AnsweredStatement | Refusal> {
  const { businessId, month } = asked;
  const business = await readForFiles(deps, asked, (sql) => readBusinessMonths(sql, businessId));
  if (business === null) return refuse({ code: "not_found", what: "business" });
  if (!business.months.includes(month)) return refuse({ code: "not_found", what: "statement" });

  const head = headOf(business, month);
  const { from, to } = head;
  const [opening, closing] = await readForFiles(deps, asked, (sql) =>
    readBoundaries(sql, { businessId, instants: [from, to] }),
  );
  if (opening === undefined || closing === undefined) throw new Error("a place in the ledger was not found");

  const movements = new Map<string, Movement>();
  const usage = new Map<string, ServiceUse>();
  for (const part of partsOf({ businessId, afterSeq: opening.seq, lastSeq: closing.seq })) {
    const sums = await readForFiles(deps, asked, async (sql) => ({
      movements: await sumMovements(sql, part),
      usage: await sumUsageOfMonth(sql, part),
    }));
    for (const movement of sums.movements) addMovement(movements, movement);
    for (const use of sums.usage) addUse(usage, use);
  }
  const moved = [...movements.values()].reduce((sum, { amount }) => sum + amount, 0n);
  if (opening.balance + moved !== closing.balance) throw new Error("a statement does not add up to its ledger");

  const payments = await readForFiles(deps, asked, (sql) => listStatementPayments(sql, { businessId, from, to }));
  const statement = {
    ...head,
    businessId,
    businessName: business.name,
    timeZone: business.timeZone,
    opening: opening.balance,
    closing: closing.balance,
    movements: [...movements.values()].sort((one, other) => placeOf(one) - placeOf(other)),
    usage: [...usage.values()].sort((one, other) => (one.service < other.service ? -1 : 1)),
    payments,
    entries: closing.seq > opening.seq ? { first: opening.seq + 1n, last: closing.seq } : null,
  };
  return { outcome: "answered", statement };
}

export type AnsweredStatement = { readonly outcome: "answered"; readonly statement: Statement };

/** A busy month is added up in pieces, so that no statement of it holds a connection for long. */
const PART_ENTRIES = 100_000n;

function* partsOf({ businessId, afterSeq, lastSeq }: LedgerPart): Generator<LedgerPart> {
  for (let from = afterSeq; from < lastSeq; from += PART_ENTRIES) {
    const until = from + PART_ENTRIES;
    yield { businessId, afterSeq: from, lastSeq: until < lastSeq ? until : lastSeq };
  }
}

const placeOf = ({ kind }: Movement): number => ENTRY_KINDS.indexOf(kind);

function addMovement(sums: Map<string, Movement>, { kind, entries, amount }: Movement): void {
  const before = sums.get(kind);
  sums.set(kind, {
    kind,
    entries: entries + (before?.entries ?? 0n),
    amount: (amount + (before?.amount ?? 0n)) as MicroTokens,
  });
}

function addUse(sums: Map<string, ServiceUse>, use: ServiceUse): void {
  const before = sums.get(use.service);
  if (before === undefined) return void sums.set(use.service, use);
  sums.set(use.service, {
    service: use.service,
    events: use.events + before.events,
    quantity: use.quantity + before.quantity,
    charged: (use.charged + before.charged) as MicroTokens,
    returned: (use.returned + before.returned) as MicroTokens,
  });
}
