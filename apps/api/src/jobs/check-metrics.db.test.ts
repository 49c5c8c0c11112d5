import { afterAll, beforeAll, expect, test } from "vitest";
import { useOf } from "../ledger/testing/commands.ts";
import { openTestLedger, type TestLedger } from "../ledger/testing/open-test-ledger.ts";
import { createMetrics } from "../metrics.ts";
import { keepLog } from "../testing/log-lines.ts";
import { checkRollUpSample, type LedgerSample } from "../use-cases/check-ledger-sample.ts";
import { createCheckTeller } from "./check-metrics.ts";

let bench: TestLedger;
beforeAll(async () => {
  bench = await openTestLedger();
});
afterAll(() => bench.close());

test("a roll-up that is not the sum of its lines is found, told and counted, and left as it is", async () => {
  const metrics = createMetrics();
  const kept = keepLog();
  const tell = createCheckTeller({ log: kept.log, metrics });
  const goRound = async () => {
    let sample: LedgerSample;
    do {
      sample = await checkRollUpSample(bench);
      tell("roll_ups", sample);
    } while (!sample.isRoundComplete);
    return metrics.registry.metrics();
  };
  const businessId = await bench.createBusinessWith(20);
  await bench.ledger.submit(businessId, useOf(3));
  expect(await goRound()).toContain('farebox_check_findings_total{check="roll_ups"} 0');

  await bench.owner("update usage_days set charged_micro = charged_micro + 1 where business_id = $1", [businessId]);
  const days = () =>
    bench.owner("select charged_micro::text as charged from usage_days where business_id = $1", [businessId]);
  const [wrong] = await days();
  const text = await goRound();
  expect(text).toMatch(/farebox_check_findings_total\{check="roll_ups"\} [1-9]/);
  expect(text).toContain('farebox_check_findings_total{check="ledger"} 0');
  expect(kept.text()).toContain(businessId);
  expect(await days()).toEqual([wrong]);
});
