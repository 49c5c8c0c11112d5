import { expect, test } from "vitest";
import { DAY_MS } from "../instants.ts";
import { TEST_NOW } from "../testing/builders.ts";
import { aSubscription, SUBSCRIBED_AT } from "../testing/selling-life.ts";
import { planNews } from "./plan-news.ts";
import type { SubscriptionState } from "./selling-state.ts";

const ENDS = SUBSCRIBED_AT + 31 * DAY_MS;
const starter = aSubscription();
const toPro = { planKey: "pro", interval: "month", at: ENDS } as const;

type Change = Partial<SubscriptionState>;

test.each<[string, Change | null, Change, readonly (readonly [string, string | null, number])[]]>([
  ["the first that is alive", null, {}, [["subscribed", null, SUBSCRIBED_AT]]],
  ["what waited for its payment", { status: "incomplete" }, {}, [["subscribed", null, SUBSCRIBED_AT]]],
  ["what nobody paid yet", null, { status: "incomplete" }, []],
  ["the same again", {}, {}, []],
  ["a renewal", {}, { periodStartAt: ENDS, periodEndAt: ENDS + 30 * DAY_MS }, []],
  ["a payment that fails, and comes", { status: "past_due" }, { status: "active" }, []],
  ["another plan at once", {}, { planKey: "pro" }, [["upgraded", "starter", SUBSCRIBED_AT]]],
  ["another plan that was to come", { pending: toPro }, { planKey: "pro" }, [["downgraded", "starter", SUBSCRIBED_AT]]],
  ["a plan that is to come", {}, { pending: toPro }, [["downgrade_scheduled", "pro", ENDS]]],
  ["a plan that is not to come any more", { pending: toPro }, {}, [["resumed", null, TEST_NOW]]],
  ["an end that is to come", {}, { cancelsAt: ENDS }, [["cancel_scheduled", null, ENDS]]],
  ["an end that is not to come any more", { cancelsAt: ENDS }, {}, [["resumed", null, TEST_NOW]]],
  ["the end", { cancelsAt: ENDS }, { status: "canceled", endedAt: ENDS }, [["ended", null, ENDS]]],
  ["the end, heard of again", { status: "canceled", endedAt: ENDS }, { status: "canceled", endedAt: ENDS }, []],
  ["the end of what never began", { status: "incomplete" }, { status: "incomplete_expired", endedAt: ENDS }, []],
])("%s", (_, before, now, expected) => {
  const news = planNews(before === null ? undefined : { ...starter, ...before }, {
    ...starter,
    asOf: TEST_NOW,
    ...now,
  });
  expect(news.map(({ change, otherPlanKey, at }) => [change, otherPlanKey, at])).toEqual(expected);
});

test("a plan cancelled, resumed and cancelled again is told each time", () => {
  const keys = [1, 2, 3].flatMap((asOf) =>
    planNews(
      { ...starter, cancelsAt: asOf % 2 === 0 ? ENDS : null },
      { ...starter, asOf, cancelsAt: asOf % 2 === 0 ? null : ENDS },
    ).map(({ dedupeKey }) => dedupeKey),
  );
  expect(new Set(keys).size).toBe(3);
});
