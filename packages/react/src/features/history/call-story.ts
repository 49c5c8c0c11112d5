import { formatCount, formatTokens } from "../../lib/format-number.ts";
import { formatQuantity } from "../../lib/format-quantity.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import type { Hold } from "./use-hold.ts";
import type { Receipt } from "./use-receipt.ts";

type Call = NonNullable<Receipt["call"]>;
export type StoryStep = {
  /** Null: not at one instant. */
  readonly at: string | null;
  readonly text: string;
};

const words = pageStrings.history.callStory;

/** What happened in the call behind a line, in order. */
export function tellCall(
  call: Call,
  { status, amount, hold }: Pick<Receipt, "status" | "amount"> & { readonly hold: Hold | null },
): readonly StoryStep[] {
  // A line that was corrected says what was charged at first, which is not what the call cost.
  const charged = status === "corrected" ? null : formatTokens(-amount, { digits: 6, atLeast: 1 });
  const steps: StoryStep[] = [];
  for (const { step, at, seconds } of call.story) {
    const duration = seconds === null ? null : formatQuantity(seconds, "second");
    switch (step) {
      case "opened":
        steps.push({ at, text: words.opened });
        if (hold !== null && hold.status !== "voided") steps.push({ at: null, text: tellHeartbeats(hold) });
        break;
      case "heartbeat":
        steps.push({ at, text: words.heartbeat(duration ?? "") });
        break;
      case "captured":
        steps.push({ at, text: words.captured(duration ?? "", charged) }, { at, text: words.released });
        break;
      case "voided":
        steps.push({ at, text: words.voided(call.closedReason ?? "") }, { at, text: words.released });
        break;
      case "abandoned":
        steps.push({ at, text: words.abandoned(seconds === null ? null : charged) }, { at, text: words.released });
        break;
      case "settled":
        steps.push({ at, text: words.settled(duration ?? "", charged) });
        break;
    }
  }
  return steps;
}

function tellHeartbeats({ lastSeq, grantedSeconds }: Hold): string {
  const granted = formatQuantity(grantedSeconds, "second");
  return lastSeq > 0 ? words.heartbeats(formatCount(lastSeq), granted) : words.noHeartbeat(granted);
}
