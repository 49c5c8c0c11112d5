import { expect, test } from "vitest";
import { follow } from "./follow.ts";
import type { Hint } from "./live-feed.ts";
import { Mailbox } from "./mailbox.ts";

const PACE = { leastApartMilliseconds: () => 1, pollEveryMilliseconds: 5, longestMilliseconds: 60 };

async function collect(mailbox: Mailbox, signal = new AbortController().signal): Promise<Hint[]> {
  const hints: Hint[] = [];
  for await (const hint of follow(mailbox, signal, PACE)) hints.push(hint);
  return hints;
}

test("without any hint a reader is told to look from time to time, until the stream has lasted long enough", async () => {
  const hints = await collect(new Mailbox());
  expect(hints.length).toBeGreaterThan(3);
  expect(hints.every(({ version }) => version === null)).toBe(true);
});

test("a slow reader gets the newest hint of many, and never an older one after it", async () => {
  const mailbox = new Mailbox();
  for (const version of [3n, 5n, 4n]) mailbox.put({ version });
  const hints = await collect(mailbox);
  expect(hints.filter(({ version }) => version !== null)).toEqual([{ version: 5n }]);
});

test("a reader who leaves is let go at once", async () => {
  expect(await collect(new Mailbox(), AbortSignal.abort())).toEqual([{ version: null }]);
});
