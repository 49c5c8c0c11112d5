import { afterEach, expect, test } from "vitest";
import { type StreamHandlers, type StreamPlatform, shareStream } from "./shared-stream.ts";

const leaves: (() => void)[] = [];
afterEach(() => {
  for (const leave of leaves.splice(0)) leave();
});

test("two tabs hold one stream, and both see its values", async () => {
  const browser = fakeBrowser();
  const first = browser.openTab();
  const second = browser.openTab();
  await settled();
  expect(browser.opened).toHaveLength(1);
  browser.opened[0]?.onConnected(true);
  browser.opened[0]?.onValue("one");
  await settled();
  expect(first.values).toEqual(["one"]);
  expect(second.values).toEqual(["one"]);
  expect(second.connected.at(-1)).toBe(true);
});

test("a tab that joins later is told the last value at once", async () => {
  const browser = fakeBrowser();
  browser.openTab();
  await settled();
  browser.opened[0]?.onConnected(true);
  browser.opened[0]?.onValue("held");
  const late = browser.openTab();
  await settled();
  expect(late.values).toEqual(["held"]);
  expect(late.connected).toEqual([true]);
});

test("when the holding tab closes, another opens the stream", async () => {
  const browser = fakeBrowser();
  const first = browser.openTab();
  const second = browser.openTab();
  await settled();
  first.leave();
  await settled();
  expect(browser.opened).toHaveLength(2);
  expect(browser.closed).toBe(1);
  browser.opened[1]?.onValue("two");
  expect(second.values).toEqual(["two"]);
  expect(first.values).toEqual([]);
});

test("without locks each tab holds its own stream", () => {
  const opened: StreamHandlers<string>[] = [];
  const open = (handlers: StreamHandlers<string>) => {
    opened.push(handlers);
    return () => undefined;
  };
  const handlers = { onValue: () => undefined, onConnected: () => undefined };
  const platform: StreamPlatform = { locks: undefined, openChannel: undefined };
  shareStream({ name: "s", open, handlers }, platform);
  shareStream({ name: "s", open, handlers }, platform);
  expect(opened).toHaveLength(2);
});

/** One browser: Node's own BroadcastChannel, and a queue in place of Web Locks. */
function fakeBrowser() {
  const name = `stream-${Math.random()}`;
  const opened: StreamHandlers<string>[] = [];
  const browser = { opened, closed: 0, openTab };
  let tail: Promise<unknown> = Promise.resolve();

  const request = (_name: string, options: LockOptions, granted: () => Promise<void>) => {
    const turn = tail.then(() => (options.signal?.aborted === true ? undefined : granted()));
    tail = turn;
    return turn;
  };
  const platform = {
    locks: { request } as unknown as LockManager,
    openChannel: (channel: string) => new BroadcastChannel(channel),
  };

  function openTab() {
    const values: string[] = [];
    const connected: boolean[] = [];
    const leave = shareStream<string>(
      {
        name,
        open: (handlers) => {
          opened.push(handlers);
          return () => {
            browser.closed += 1;
          };
        },
        handlers: { onValue: (value) => values.push(value), onConnected: (is) => connected.push(is) },
      },
      platform,
    );
    leaves.push(leave);
    return { values, connected, leave };
  }
  return browser;
}

/** Channels deliver in later turns of the event loop; a few turns are enough on one process. */
async function settled() {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
