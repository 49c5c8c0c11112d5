import type { Chance } from "../plan/chance.ts";
import type { Door } from "../product/door.ts";
import type { Tally } from "../tally.ts";
import { messageOf } from "./call.ts";
import type { FleetBusiness } from "./fleet.ts";
import { sendMessage } from "./send-message.ts";

/** What one business does in a step, one thing after the other: only so does the same plan come to the same books. */
export async function playStep(
  { door, chance, tally, onSent }: StepParts,
  business: FleetBusiness,
  step: number,
): Promise<void> {
  for (const work of business.works) {
    if (work.step !== step) continue;
    await recordWork({ door, chance, tally }, business, work);
    onSent();
  }
  for (const call of business.calls) {
    if (call.plan.startStep > step) break;
    const message = messageOf(call, step);
    if (message === null) continue;
    if (message.kind === "open") call.hasOwnPrices = business.hasOwnPrices;
    await sendMessage({ door, chance, tally }, call, message);
    onSent();
  }
}

export type StepParts = {
  readonly door: Door;
  readonly chance: Chance;
  readonly tally: Tally;
  /** After each thing that was done. */
  readonly onSent: () => void;
};

type Work = FleetBusiness["works"][number];

/** Reported once, or again by a queue that did not hear the answer. */
async function recordWork({ door, chance, tally }: Omit<StepParts, "onSent">, business: FleetBusiness, work: Work) {
  const { key, service, quantity } = work;
  const send = () =>
    door.must<{ results: readonly { outcome: string }[] }>("POST", "/usage", {
      business: business.id,
      body: { events: [{ key, service, quantity }] },
    });
  if (chance("queue", key) < 0.05) await send();
  const [result] = (await send()).results;
  work.isRecorded = result?.outcome === "recorded" || result?.outcome === "replayed";
  tally.add(`work ${work.isRecorded ? "recorded" : "refused"}`);
}
