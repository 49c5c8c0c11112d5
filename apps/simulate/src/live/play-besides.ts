import type { Farebox } from "@farebox/sdk";
import type { LiveBusiness } from "./live-businesses.ts";
import { NO_OP } from "./timed-fetch.ts";
import type { Updates } from "./updates.ts";

/** Beside the calls: requests for nothing, which heartbeats are compared with, and now and then a text that is paid for. */
export function playBesides({ farebox, url, fetch, businesses, updates }: Besides): {
  readonly end: () => Promise<readonly Recorded[]>;
} {
  const recorded: Recorded[] = [];
  let isOver = false;
  const askForNothing = async () => {
    await (await fetch(`${url}${NO_OP}`)).text();
  };
  const sendText = async () => {
    const number = recorded.length;
    const { id: businessId } = businesses[number % businesses.length] as LiveBusiness;
    const { outcome, charged, balanceAfter } = await farebox.usage.record({
      key: `text-${number}`,
      service: "sms",
      quantity: 1,
      businessId,
    });
    if (outcome !== "recorded" || balanceAfter === undefined) throw new Error(`a text was ${outcome}`);
    recorded.push({ businessId, charged });
    updates.recorded(businessId, balanceAfter);
  };
  const repeat = async (work: () => Promise<void>, everyMs: number) => {
    while (!isOver) {
      await work();
      // At any moment, so that they meet whatever else happens.
      await new Promise((resume) => setTimeout(resume, everyMs * (0.5 + Math.random())));
    }
  };
  const both = Promise.all([repeat(askForNothing, NO_OP_EVERY_MS), repeat(sendText, TEXT_EVERY_MS)]);
  // Heard of at the end, by whoever waits for it.
  both.catch(() => undefined);
  return {
    async end() {
      isOver = true;
      await both;
      return recorded;
    },
  };
}

/** About as often as there are heartbeats of 200 calls. */
const NO_OP_EVERY_MS = 100;
const TEXT_EVERY_MS = 1_000;

export type Recorded = { readonly businessId: string; readonly charged: number };

type Besides = {
  readonly farebox: Farebox;
  readonly url: string;
  readonly fetch: typeof fetch;
  readonly businesses: readonly LiveBusiness[];
  readonly updates: Updates;
};
