import { randomUUID } from "node:crypto";
import { HOUR_MS, type Instant, microTokens, type RateCard, SEED_RATE_CARD, tokens, ZERO } from "@farebox/billing-core";
import { testId } from "@farebox/billing-core/testing";
import { advanceSandboxClock } from "../balances/advance-sandbox-clock.ts";
import type { TestLedger } from "./test-ledger.ts";

/** The general prices change two hours after the first history begins. */
export async function changeGeneralPrices(ledger: TestLedger): Promise<readonly RateCard[]> {
  const change: Instant = Number(await advanceSandboxClock(ledger.db.service, 0)) + 2 * HOUR_MS;
  const next: RateCard = {
    ...SEED_RATE_CARD,
    id: testId(2),
    version: 2,
    validFrom: change,
    rates: SEED_RATE_CARD.rates.map((rate) => ({ ...rate, tokens: microTokens(rate.tokens * 2n + 1n) })),
  };
  await insertCard(ledger, next);
  return [{ ...SEED_RATE_CARD, validTo: change }, next];
}

/** Prices of its own for a call and two events: steps, free seconds, minima and fees. */
export async function addOwnPrices(ledger: TestLedger, businessId: string): Promise<RateCard> {
  const plain = {
    shape: "event",
    initialIncrement: 1,
    nextIncrement: 1,
    minimum: ZERO,
    connectFee: ZERO,
    freeUnits: 0,
  } as const;
  const card: RateCard = {
    id: randomUUID(),
    businessId,
    version: 1,
    validFrom: 0,
    validTo: null,
    rates: [
      {
        ...plain,
        shape: "call",
        service: "conference",
        tokens: tokens(3),
        per: 45,
        unit: "second",
        initialIncrement: 30,
        nextIncrement: 6,
        minimum: tokens(1),
        connectFee: microTokens(250_001n),
        freeUnits: 12,
      },
      {
        ...plain,
        service: "fax",
        tokens: tokens(1),
        per: 7,
        unit: "second",
        initialIncrement: 30,
        nextIncrement: 6,
        freeUnits: 60,
      },
      {
        ...plain,
        service: "sms",
        tokens: microTokens(400_000n),
        per: 1,
        unit: "message",
        minimum: tokens(1),
        connectFee: microTokens(7n),
      },
    ],
  };
  await insertCard(ledger, card);
  return card;
}

async function insertCard(ledger: TestLedger, { id, businessId, version, validFrom, rates }: RateCard): Promise<void> {
  await ledger.asSuperuser(
    "insert into rate_cards (id, business_id, version, valid_from) values ($1, $2, $3, to_timestamp($4::float8 / 1000))",
    [id, businessId, version, validFrom],
  );
  for (const rate of rates) {
    await ledger.asSuperuser(
      `insert into token_rates (rate_card_id, service, tokens_micro, per, unit, shape, initial_increment, next_increment,
        minimum_micro, connect_fee_micro, free_units)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        id,
        rate.service,
        rate.tokens,
        rate.per,
        rate.unit,
        rate.shape,
        rate.initialIncrement,
        rate.nextIncrement,
        rate.minimum,
        rate.connectFee,
        rate.freeUnits,
      ],
    );
  }
}
