import { expect, test } from "vitest";
import { type AlertRule, armsFrom, firstAlertRule, measure, toMillionthsOfAnHour } from "./alerts.ts";
import { microTokens, tokens } from "./amounts.ts";
import type { Command } from "./commands.ts";
import { DAY_MS } from "./instants.ts";
import type { NoticeOf } from "./notices.ts";
import { grantCommand, recordUsageCommand, TEST_NOW, testId, testIds } from "./testing/builders.ts";
import { MemoryLedger } from "./testing/memory-ledger.ts";
import { apply, SUBSCRIBED_AT, starterLine } from "./testing/selling-life.ts";
import { trialGrant } from "./trial.ts";

const rule = (fields: Partial<AlertRule>): AlertRule => ({ ...firstAlertRule(testId(0xa)), ...fields });

test.each([
  // threshold, watched, is armed again
  [tokens(100), tokens(110), false],
  [tokens(100), microTokens(110_000_001n), true],
  [tokens(20), tokens(30), false],
  [tokens(20), microTokens(30_000_001n), true],
  [tokens(1_000), tokens(1_100), false],
  [tokens(1_000), microTokens(1_100_000_001n), true],
  [microTokens(100_000_001n), microTokens(110_000_001n), false],
  [microTokens(100_000_001n), microTokens(110_000_002n), true],
])(
  "after a warning below %s it arms again above a tenth and above ten tokens more: at %s %s",
  (threshold, value, armed) => {
    const warned = rule({ threshold, armed: false, lastFiredAt: 1 });
    expect(measure(warned, { value, at: 2 }).rule.armed).toBe(armed);
  },
);

test("a rule that never warned arms on its line, and warns below it", () => {
  const fresh = rule({ threshold: tokens(100) });
  expect(armsFrom(fresh)).toBe(tokens(100));
  const armed = measure(fresh, { value: tokens(100), at: 1 });
  expect(armed).toMatchObject({ rule: { armed: true, lastFiredAt: null }, warns: false });
  expect(measure(armed.rule, { value: tokens(100), at: 2 }).warns).toBe(false);
  expect(measure(armed.rule, { value: tokens(100) - 1n, at: 3 })).toMatchObject({
    rule: { armed: false, lastFiredAt: 3 },
    warns: true,
  });
});

test("percent are of the last month of the plan, and of nothing before there was one", () => {
  const twenty = rule({ kind: "percent", threshold: 20n });
  expect(measure(twenty, { value: tokens(5_000), at: 1 })).toEqual({ rule: twenty, warns: false });
  expect(armsFrom({ ...twenty, base: tokens(1_000) })).toBe(tokens(200));
});

test("what lasts for ever arms a rule about hours", () => {
  const day = rule({ kind: "runway_hours", threshold: 24n });
  expect(measure(day, { value: toMillionthsOfAnHour(null), at: 1 }).rule.armed).toBe(true);
  expect(measure(day, { value: toMillionthsOfAnHour(23.99), at: 1 }).rule.armed).toBe(false);
});

function ledgerOf(...rules: readonly AlertRule[]) {
  const ledger = new MemoryLedger({ alertRules: rules });
  const newId = testIds();
  let [now, number] = [TEST_NOW, 0];
  const submit = (...commands: readonly Command[]) => ledger.submit(commands, { now, newId });
  return {
    ledger,
    submit,
    pass: (ms: number) => {
      now += ms;
    },
    use: (whole: number) => {
      number += 1;
      const event = { key: `use-${number}`, lineId: testId(0x5000 + number), quantity: whole };
      return recordUsageCommand({ ...event, service: "ai_agent_request", allowOverdraft: true });
    },
    give: (whole: number, fields: Parameters<typeof grantCommand>[0] = {}) => {
      number += 1;
      const grant = { key: `grant-${number}`, grantId: testId(0x9000 + number), tokens: tokens(whole) };
      return grantCommand({ ...grant, source: "bonus", ...fields });
    },
    rules: () => ledger.account.alertRules,
    told: () => ledger.notices.filter((notice): notice is NoticeOf<"balance_low"> => notice.kind === "balance_low"),
  };
}

test("a thousand events that cross a line are one warning; thirty crossings are thirty", () => {
  const { submit, use, give, told } = ledgerOf(firstAlertRule(testId(0xa)));
  for (let round = 0; round < 30; round += 1) {
    submit(give(1_200));
    submit(...Array.from({ length: 1_000 }, () => use(1)));
    submit(use(200));
  }
  expect(told()).toHaveLength(30);
  expect(new Set(told().map(({ dedupeKey }) => dedupeKey)).size).toBe(30);
});

test("crossings in one commit are told each, under keys of their own", () => {
  const { submit, use, give, told } = ledgerOf(firstAlertRule(testId(0xa)));
  submit(give(200), use(150), give(200), use(200), give(10));
  expect(told().map(({ payload }) => payload.balanceMicroTokens)).toEqual([50_000_000, 50_000_000]);
  expect(told()[0]?.dedupeKey).not.toBe(told()[1]?.dedupeKey);
});

test("with only the trial a mail comes at 20 and the rest at 100; what comes next makes it the usual rule", () => {
  const { submit, use, give, told, rules, ledger } = ledgerOf(firstAlertRule(testId(0xa)));
  submit(trialGrant({ businessId: ledger.account.businessId, grantId: testId(1) }));
  expect(rules().map(({ threshold, channels, armed }) => [threshold, channels, armed])).toEqual([
    [tokens(100), ["in_app", "webhook"], true],
    [tokens(20), ["email"], true],
  ]);
  submit(use(1));
  submit(use(80));
  expect(told().map(({ channels }) => channels)).toEqual([["in_app", "webhook"], ["email"]]);
  submit(give(500));
  expect(rules()).toMatchObject([{ id: testId(0xa), channels: ["in_app", "email", "webhook"], armed: true }]);
  submit(use(450));
  expect(told()).toHaveLength(3);
});

test("rules that somebody set stay when tokens arrive, and a rule set again keeps how it stands", () => {
  const { submit, use, give, rules, told } = ledgerOf(firstAlertRule(testId(0xa)));
  const line = { kind: "tokens", threshold: tokens(50), channels: ["email"] } as const;
  submit(give(60), { kind: "set_alerts", rules: [{ id: testId(0xc), ...line }] });
  expect(rules()).toMatchObject([{ id: testId(0xc), armed: true, setByOwner: true }]);
  submit(use(20));
  submit({ kind: "set_alerts", rules: [{ id: testId(0xd), ...line, channels: ["in_app"] }] });
  expect(rules()).toMatchObject([{ id: testId(0xc), armed: false, lastFiredAt: TEST_NOW, channels: ["in_app"] }]);
  submit(give(500));
  expect(rules()).toHaveLength(1);
  expect(told()).toHaveLength(1);
});

test("a rule that is set below its line waits until the balance was above", () => {
  const { submit, use, give, told } = ledgerOf();
  submit(give(60));
  const rules = [{ id: testId(0xc), kind: "tokens", threshold: tokens(80), channels: ["email"] } as const];
  submit({ kind: "set_alerts", rules });
  submit(use(10));
  expect(told()).toEqual([]);
  submit(give(40));
  submit(use(20));
  expect(told()).toHaveLength(1);
});

test.each([
  [[{ threshold: 0n }], "rules.0.threshold"],
  [[{ kind: "percent", threshold: 101n }], "rules.0.threshold"],
  [[{ kind: "runway_hours", threshold: 8_761n }], "rules.0.threshold"],
  [[{ channels: [] }], "rules.0.channels"],
  [[{ channels: ["email", "email"] }], "rules.0.channels"],
  [[{}, {}], "rules.1"],
  [Array.from({ length: 11 }, (_, index) => ({ threshold: BigInt(index + 1) })), "rules"],
] as const)("rules that cannot be are refused by name: %s", (fields, field) => {
  const { submit, rules } = ledgerOf(firstAlertRule(testId(0xa)));
  const usual = { id: testId(0xc), kind: "tokens", threshold: tokens(5), channels: ["email"] } as const;
  const { outcomes } = submit({ kind: "set_alerts", rules: fields.map((own) => ({ ...usual, ...own })) });
  expect(outcomes).toMatchObject([{ outcome: "refused", error: { code: "validation_failed", field } }]);
  expect(rules()).toEqual([firstAlertRule(testId(0xa))]);
});

test("a runway is warned of once, and only what moved a rule is written", () => {
  const hours = rule({ kind: "runway_hours", threshold: 48n, setByOwner: true });
  const { submit, rules, told } = ledgerOf(hours);
  const checked = (left: number | null) => submit({ kind: "runway_checked", hours: left }).effects === null;
  expect([checked(100), checked(90), checked(47.5), checked(40), checked(58), checked(null)]).toEqual([
    false,
    true,
    false,
    true,
    true,
    false,
  ]);
  expect(told().map(({ payload }) => payload.line)).toEqual([
    { kind: "runway_hours", thresholdHours: 48, hours: 47.5 },
  ]);
  expect(rules()[0]?.armed).toBe(true);
});

test("a line in percent follows the month that came last", () => {
  const { submit, pass, use, told, rules } = ledgerOf(rule({ kind: "percent", threshold: 20n, setByOwner: true }));
  pass(SUBSCRIBED_AT - TEST_NOW);
  submit(apply(starterLine(0)));
  expect(rules()).toMatchObject([{ base: tokens(1_000), armed: true }]);
  submit(use(801));
  pass(DAY_MS);
  expect(told().map(({ payload }) => payload)).toMatchObject([
    {
      balanceMicroTokens: 199_000_000,
      line: { percent: 20, monthMicroTokens: 1_000_000_000, thresholdMicroTokens: 200_000_000 },
    },
  ]);
});
