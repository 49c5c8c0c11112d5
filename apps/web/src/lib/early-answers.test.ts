import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fetchEarly } from "./early-answers.ts";

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
  window.fareboxEarly = { askedAt: performance.now() - secondsAgo * 1_000, answers };
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
