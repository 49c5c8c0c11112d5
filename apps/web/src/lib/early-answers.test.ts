import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CONNECTION, fetchEarly } from "./early-answers.ts";

const ME = "/api/trpc/account.me";
const BALANCE = "/api/trpc/balance.get";
const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal("window", {});
  vi.stubGlobal("fetch", async (input: string) => {
    asked.push(input);
    return new Response("asked now");
  });
});
afterEach(() => vi.unstubAllGlobals());

function askedEarly(answers: Record<string, Promise<Response | null>>, secondsAgo = 1): void {
  window.fareboxEarly = { askedAt: performance.now() - secondsAgo * 1_000, answers, arrived: {} };
}

const early = () => Promise.resolve(new Response("asked early"));
const textOf = async (answer: Promise<Response>) => (await answer).text();

test("an answer that was asked for early is given once", async () => {
  askedEarly({ [`${ME} `]: early() });
  expect(await textOf(fetchEarly(ME))).toBe("asked early");
  expect(await textOf(fetchEarly(ME))).toBe("asked now");
  expect(asked).toEqual([ME]);
});

test("of another business it is not given", async () => {
  askedEarly({ [`${BALANCE} one`]: early() });
  expect(await textOf(fetchEarly(BALANCE, { headers: { "farebox-business": "other" } }))).toBe("asked now");
  expect(await textOf(fetchEarly(BALANCE, { headers: { "farebox-business": "one" } }))).toBe("asked early");
});

test.each<[string, () => Promise<Response | null>, number]>([
  ["that never came", () => Promise.reject(new Error("offline")), 1],
  ["that was not asked for, because nobody was signed in", () => Promise.resolve(null), 1],
  ["that is old", early, 31],
])("in place of an answer %s it is asked for now", async (_name, answer, secondsAgo) => {
  askedEarly({ [`${ME} `]: answer() }, secondsAgo);
  expect(await textOf(fetchEarly(ME))).toBe("asked now");
});

test("without anything asked early it is the browser's own", async () => {
  expect(await textOf(fetchEarly(ME))).toBe("asked now");
});

test("what has arrived already is known at once, to its business and once, and is not fetched then", async () => {
  askedEarly({ [`${BALANCE} one`]: early() });
  const arrived = { [`${BALANCE} one`]: { body: { result: { data: { available: 7 } } }, at: 42 } };
  window.fareboxEarly = { ...(window.fareboxEarly as NonNullable<typeof window.fareboxEarly>), arrived };
  expect(CONNECTION.known?.("balance.get", "other")).toBeNull();
  expect(CONNECTION.known?.("balance.get", "one")).toEqual({ data: { available: 7 }, at: 42 });
  expect(CONNECTION.known?.("balance.get", "one")).toBeNull();
  expect(await textOf(fetchEarly(BALANCE, { headers: { "farebox-business": "one" } }))).toBe("asked now");
});

test("what was fetched is not known any more, nor what is old, nor what has not arrived", async () => {
  const arrived = { [`${BALANCE} one`]: { body: { result: { data: null } }, at: 42 } };
  const known = () => CONNECTION.known?.("balance.get", "one");
  for (const secondsAgo of [1, 31]) {
    window.fareboxEarly = {
      askedAt: performance.now() - secondsAgo * 1_000,
      answers: { [`${BALANCE} one`]: early() },
      arrived,
    };
    if (secondsAgo === 1) await fetchEarly(BALANCE, { headers: { "farebox-business": "one" } });
    expect(known()).toBeNull();
  }
  askedEarly({ [`${BALANCE} one`]: early() });
  expect(known()).toBeNull();
});
