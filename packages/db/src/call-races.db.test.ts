import { randomUUID } from "node:crypto";
import { type Command, decideAll, type Instant, microTokens, type Outcome, tokens } from "@farebox/billing-core";
import {
  captureHoldCommand,
  extendHoldCommand,
  grantCommand,
  openHoldCommand,
  voidHoldCommand,
} from "@farebox/billing-core/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { advanceSandboxClock, advanceSandboxClockTo } from "./balances/advance-sandbox-clock.ts";
import { commitEffects } from "./commit-effects.ts";
import { inTransaction } from "./connections/in-transaction.ts";
import { type LoadedAccounts, loadAccounts } from "./load-accounts.ts";
import { openTestLedger, type TestLedger } from "./testing/test-ledger.ts";
import { verifyLedger } from "./verify-ledger/verify-ledger.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

type Call = { readonly businessId: string; readonly holdId: string; readonly expiresAt: Instant };

/** A call on 100 tokens with the floor: granted 300 seconds, overdue 330 seconds after its opening. */
async function liveCall(): Promise<Call> {
  const businessId = await ledger.newBusiness();
  const holdId = randomUUID();
  await ledger.submit(businessId, [grantCommand({ grantId: randomUUID() })]);
  const [opened] = await ledger.submit(businessId, [openHoldCommand({ holdId, callId: holdId })]);
  if (opened?.outcome !== "opened") throw new Error("not opened");
  return { businessId, holdId, expiresAt: opened.hold.expiresAt };
}

type Decided = {
  readonly loaded: LoadedAccounts;
  readonly command: Command;
  readonly decisions: ReturnType<typeof decideAll>;
};

/** Loads and decides at an instant near the deadline, but does not commit yet. */
async function decided({ businessId, expiresAt }: Call, command: Command, afterDeadlineMs: number): Promise<Decided> {
  const loaded = await loadAccounts(ledger.db.service, [{ businessId, commands: [command] }]);
  const account = loaded.accounts.get(businessId);
  if (account === undefined) throw new Error("not loaded");
  const decisions = decideAll(account, [command], { now: expiresAt + afterDeadlineMs, newId: randomUUID });
  return { loaded, command, decisions };
}

/** What a caller is answered: what was decided if it was written or wrote nothing, otherwise what is decided anew. */
async function answer({ businessId }: Call, { loaded, command, decisions }: Decided) {
  const { effects, outcomes } = decisions;
  const isWritten =
    effects === null || (await commitEffects(ledger.db.service, loaded, [effects])).committed.has(businessId);
  const [outcome] = isWritten ? outcomes : await ledger.submit(businessId, [command]);
  return { outcome: textOf(outcome), isWritten: isWritten && effects !== null };
}

function textOf(outcome: Outcome[Command["kind"]] | undefined): string {
  if (outcome?.outcome === "refused" && outcome.error.code === "hold_not_open")
    return `hold_not_open ${outcome.error.hold.status}`;
  if (outcome?.outcome === "expired") return `abandoned ${outcome.abandoned.length}`;
  return outcome?.outcome === "refused" ? outcome.error.code : (outcome?.outcome ?? "nothing");
}

async function holdOf({ businessId, holdId }: Call) {
  const loaded = await loadAccounts(ledger.db.service, [{ businessId, commands: [], holdIds: [holdId] }]);
  const account = loaded.accounts.get(businessId);
  const hold = account?.holds.find(({ id }) => id === holdId);
  if (account === undefined || hold === undefined) throw new Error("not loaded");
  return { hold, ledgerTotal: account.ledgerTotal };
}

async function standingLines({ businessId }: Call): Promise<number> {
  const [row] = await ledger.asSuperuser<{ lines: number }>(
    `select count(*)::int as lines
    from usage_tracking line
    left join usage_corrections correction on correction.business_id = line.business_id and correction.line_id = line.id
    where line.business_id = $1 and correction.id is null`,
    [businessId],
  );
  return row?.lines ?? -1;
}

async function problems(businessIds: readonly string[]): Promise<unknown[]> {
  const results = await inTransaction(
    ledger.db.servicePool,
    (sql) => verifyLedger(sql, { businessIds }),
    "snapshot, read only",
  );
  return results.flatMap(({ name, findings }) => findings.map((finding) => ({ name, ...finding })));
}

const SECONDS = 200;
const COST = 6_666_667n;
const aroundDeadline = [-1, 0, 1];

/** Both are decided on one version, then committed one after the other; who loses is decided again past the deadline. */
async function race(call: Call, first: Decided, second: Decided) {
  await advanceSandboxClockTo(ledger.db.service, call.expiresAt + 1_000);
  const firstAnswer = await answer(call, first);
  const secondAnswer = await answer(call, second);
  expect([firstAnswer, secondAnswer].filter(({ isWritten }) => isWritten).length).toBeLessThanOrEqual(1);
  return { answers: [firstAnswer.outcome, secondAnswer.outcome], ...(await holdOf(call)) };
}

const INSTANTS = aroundDeadline.flatMap((ours) =>
  aroundDeadline.flatMap((theirs) => [true, false].map((isFirst) => ({ ours, theirs, isFirst }))),
);

describe.for(INSTANTS)(
  "decided $ours ms and $theirs ms after the deadline, first to commit: $isFirst",
  ({ ours, theirs, isFirst }) => {
    async function play(command: (call: Call) => Command, rival: (call: Call) => Command) {
      const call = await liveCall();
      const [own, other] = [await decided(call, command(call), ours), await decided(call, rival(call), theirs)];
      const raced = await race(call, isFirst ? own : other, isFirst ? other : own);
      const [answered, rivalAnswered] = isFirst ? raced.answers : raced.answers.toReversed();
      expect(await problems([call.businessId])).toEqual([]);
      return { ...raced, answered, rivalAnswered, lines: await standingLines(call) };
    }
    const sweep = (): Command => ({ kind: "expire" });
    const capture = ({ holdId }: Call) => captureHoldCommand({ holdId, elapsedSeconds: SECONDS, lineId: randomUUID() });
    /** Whether the sweep found the call overdue and was written before the other command. */
    const isSweptFirst = !isFirst && theirs >= 0;

    test("C08 a capture that races the sweep books the call once, before or after it was abandoned", async () => {
      const { answered, rivalAnswered, hold, ledgerTotal, lines } = await play(capture, sweep);
      const isInTime = ours < 0 && !isSweptFirst;
      expect(answered).toBe(isInTime ? "captured" : "settled");
      expect(hold).toMatchObject({ status: answered, elapsedSeconds: SECONDS, accrued: COST, held: 0n });
      expect(rivalAnswered).toBe(isSweptFirst ? "abandoned 1" : "abandoned 0");
      expect({ ledgerTotal, lines }).toEqual({ ledgerTotal: tokens(100) - COST, lines: 1 });
    });

    test("C09 of a capture and a void the first wins, and the other is told how the call ended", async () => {
      const voiding = ({ holdId }: Call) => voidHoldCommand({ holdId });
      const { answered, rivalAnswered, hold, ledgerTotal, lines } = await play(capture, voiding);
      const isVoided = !isFirst && theirs < 0;
      const cost = isVoided ? 0n : COST;
      expect(hold).toMatchObject({ accrued: cost, held: 0n });
      if (isVoided)
        expect({ answered, rivalAnswered }).toEqual({ answered: "hold_not_open voided", rivalAnswered: "voided" });
      else {
        expect(["captured", "settled"]).toContain(answered);
        expect(rivalAnswered).toMatch(/^hold_not_open (captured|settled|abandoned)$/);
      }
      expect({ ledgerTotal, lines }).toEqual({ ledgerTotal: tokens(100) - cost, lines: 1 });
    });

    test("C10 of two captures one books the call, and the other is told of it", async () => {
      const other = ({ holdId }: Call) =>
        captureHoldCommand({ holdId, elapsedSeconds: SECONDS - 20, lineId: randomUUID() });
      const { answered, rivalAnswered, hold, ledgerTotal, lines } = await play(capture, other);
      const [winner, loser] = isFirst ? [answered, rivalAnswered] : [rivalAnswered, answered];
      expect(["captured", "settled"]).toContain(winner);
      expect(loser).toBe(`hold_not_open ${winner}`);
      const cost = isFirst ? COST : 6_000_000n;
      expect(hold).toMatchObject({ status: winner, accrued: cost });
      expect({ ledgerTotal, lines }).toEqual({ ledgerTotal: tokens(100) - microTokens(cost), lines: 1 });
    });

    test("C14 a heartbeat that races the sweep extends the call, or it is abandoned and the heartbeat told", async () => {
      const extend = ({ holdId }: Call) => extendHoldCommand({ holdId, elapsedSeconds: 320 });
      const { answered, rivalAnswered, hold, lines } = await play(extend, sweep);
      if (ours < 0 && !isSweptFirst) {
        expect(answered).toBe("extended");
        expect(rivalAnswered).toBe("abandoned 0");
        expect(hold).toMatchObject({ status: "open", lastSeq: 1, grantedSeconds: 380 });
        expect(lines).toBe(0);
      } else {
        expect(answered).toBe("hold_not_open abandoned");
        // A heartbeat that was refused on the way writes nothing; whoever sweeps next does.
        if (hold.status === "abandoned") expect(rivalAnswered).toBe("abandoned 1");
        expect(lines).toBe(hold.status === "abandoned" ? 1 : 0);
      }
    });
  },
);

test("C08 C09 C10 forty calls captured, voided and swept at once around their deadline have one outcome each", async () => {
  const businessId = await ledger.newBusiness();
  await ledger.submit(businessId, [grantCommand({ grantId: randomUUID(), tokens: tokens(1_000) })]);
  const holdIds = Array.from({ length: 40 }, () => randomUUID());
  const opened = await ledger.submit(
    businessId,
    holdIds.map((holdId) => openHoldCommand({ holdId, callId: holdId })),
  );
  const [first] = opened;
  if (first?.outcome !== "opened") throw new Error("not opened");
  const deadline = first.hold.expiresAt;
  await advanceSandboxClockTo(ledger.db.service, deadline - 300);

  const answers = new Map(holdIds.map((holdId): [string, string[]] => [holdId, []]));
  const run = async (commandOf: (holdId: string) => Command, order: readonly string[]) => {
    for (const holdId of order) {
      const [outcome] = await ledger.submit(businessId, [commandOf(holdId)]);
      answers.get(holdId)?.push(textOf(outcome));
    }
  };
  const sweepUntilAllEnded = async () => {
    for (let now = 0; now <= deadline; now = Number(await advanceSandboxClock(ledger.db.service, 0)))
      await ledger.submit(businessId, [{ kind: "expire" }]);
    await ledger.submit(businessId, [{ kind: "expire" }]);
  };
  await Promise.all([
    run((holdId) => captureHoldCommand({ holdId, elapsedSeconds: 100, lineId: randomUUID() }), holdIds),
    run((holdId) => voidHoldCommand({ holdId }), holdIds.toReversed()),
    run(
      (holdId) => captureHoldCommand({ holdId, elapsedSeconds: 50, lineId: randomUUID() }),
      [...holdIds.slice(20), ...holdIds.slice(0, 20)],
    ),
    sweepUntilAllEnded(),
  ]);

  const loaded = await loadAccounts(ledger.db.service, [{ businessId, commands: [], holdIds }]);
  const account = loaded.accounts.get(businessId);
  if (account === undefined) throw new Error("not loaded");
  let charged = 0n;
  for (const { id, status, accrued } of account.holds) {
    charged += accrued;
    const won = (answers.get(id) ?? []).filter((answered) => !answered.startsWith("hold_not_open"));
    expect({ id, won }).toEqual({ id, won: [status] });
  }
  expect(account.holds).toHaveLength(40);
  expect(account.ledgerTotal).toBe(tokens(1_000) - charged);
  expect(await problems([businessId])).toEqual([]);
});
