import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { createBusiness } from "../use-cases/create-business.ts";
import { isRefusal } from "../use-cases/refusal.ts";
import { driveCall } from "./drive-call.ts";
import { drainBalance } from "./record-work.ts";
import { startCalls } from "./start-calls.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

/** A business with its trial and one live call, and its handler's look at it so many seconds after it began. */
async function openCall() {
  const { deps } = product;
  const business = await createBusiness(deps, { id: null, name: "Harbour Dental", timeZone: "UTC", creator: null });
  if (isRefusal(business)) throw new Error("the business was refused");
  const { id: businessId } = business;
  await startCalls(deps, { businessId, service: "outbound_call", agentId: null, count: 1 });
  const room = deps.playground.roomOf(businessId);
  let lookedAt = 0;
  return {
    businessId,
    room,
    async look(afterSeconds: number) {
      const [call] = room.calls.values();
      if (call === undefined) throw new Error("the call has ended");
      await moveTime(afterSeconds - lookedAt);
      lookedAt = afterSeconds;
      await driveCall(deps, { businessId, room, call, now: call.startedAt + afterSeconds * 1_000 });
      return room.events.list().at(-1);
    },
  };
}

const moveTime = (seconds: number) =>
  product.owner("update sandbox_clock set offset_ms = offset_ms + $1", [seconds * 1_000]);

test("a simulated handler sends a heartbeat when it is due, and says as a request what it sent", async () => {
  const { room, look } = await openCall();
  expect((await look(29))?.kind).toBe("started");
  const beaten = await look(30);
  expect(beaten).toMatchObject({ kind: "heartbeat", quantity: 30, charged: 1_000_000n });
  expect(beaten?.request?.body).toEqual({ seq: 1, elapsedSeconds: 30 });
  expect([...room.calls.values()]).toMatchObject([{ lastSeq: 1, isBusy: false, state: "live" }]);
});

test("when the balance is drained it hangs up at the last second that was granted", async () => {
  const { businessId, room, look } = await openCall();
  await drainBalance(product.deps, { businessId, agentId: null });
  expect(await look(150)).toMatchObject({ kind: "final", grantedSeconds: 300 });
  expect((await look(300))?.kind).toBe("out_of_tokens");
  expect(room.events.list().at(-1)).toMatchObject({ quantity: 300, charged: 10_000_000n });
  expect(room.calls.size).toBe(0);
});

test("a handler that is told its call was abandoned stops, and its call waits to be settled", async () => {
  const { room, look } = await openCall();
  expect(await look(400)).toMatchObject({ kind: "lost", refusedBy: "hold_not_open" });
  expect([...room.calls.values()]).toMatchObject([{ state: "lost" }]);
});
