import type { Door } from "./product/door.ts";

/** Money time of the product: forward only, by instants, so that an advance that was not answered is the same when repeated. */
export function moneyClock(door: Door) {
  const now = async () => Date.parse((await door.must<{ now: string }>("GET", "/sandbox/clock")).now);
  return {
    now,
    /** Answers when everything that fell due on the way has happened. A time that has passed already is left as it is. */
    async moveTo(at: number): Promise<void> {
      if (at <= (await now())) return;
      const { status, body } = await door.ask("POST", "/sandbox/clock", { body: { now: new Date(at).toISOString() } });
      // The machine was so slow that time came there by itself.
      if (status >= 300 && at > (await now())) throw new Error(`the clock answered ${status}: ${JSON.stringify(body)}`);
    },
  };
}
