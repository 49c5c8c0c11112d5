import { type Clock, type Farebox, FareboxError } from "@farebox/sdk";
import { Complaint } from "example-local-product";

/** Time that the SDK measures calls in, running faster than it does. For trying things out, never for real calls. */
export function fastClock(speed: number): Clock {
  return {
    nowMs: () => performance.now() * speed,
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs / speed);
      return () => clearTimeout(timer);
    },
  };
}

const STEP_MS = 200;
/** Farebox charges no second that has not passed by its own clock, so that has to be a little ahead of ours. */
const LEAD_MS = 500;

/** Moves the sandbox's time along with the fast clock, for the whole installation. The answer ends it. */
export async function hurrySandbox(farebox: Farebox, speed: number): Promise<() => Promise<void>> {
  const startedAtMs = performance.now();
  let isEnding = false;
  let movedSeconds = 0;

  const move = async () => {
    const passedMs = performance.now() - startedAtMs;
    const wantedSeconds = Math.floor(((passedMs + LEAD_MS) * speed - passedMs) / 1_000);
    const advanceSeconds = wantedSeconds - movedSeconds;
    if (advanceSeconds <= 0) return;
    await farebox.sandbox.clock.advance({ advanceSeconds });
    movedSeconds = wantedSeconds;
  };
  try {
    await move();
  } catch (error) {
    if (!(error instanceof FareboxError) || !["not_found", "forbidden"].includes(error.code)) throw error;
    throw new Complaint(
      "Only a sandbox can hurry: it needs a Farebox without Stripe keys, and the operator's key of `npm start`.",
    );
  }
  const moving = (async () => {
    while (!isEnding) {
      await new Promise((resolve) => setTimeout(resolve, STEP_MS));
      // A step that fails is made up for by the next.
      await move().catch(() => undefined);
    }
  })();
  return async () => {
    isEnding = true;
    await moving;
  };
}
