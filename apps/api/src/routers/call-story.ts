import { HOLD_STATUSES, type Hold, type Instant, SECOND_MS } from "@farebox/billing-core";
import { z } from "zod";
import { instantAnswer } from "./wire-fields.ts";
import { toInstantText, toInstantTextOrNull } from "./wire-instants.ts";

const STEPS = ["opened", "heartbeat", "captured", "voided", "abandoned", "settled"] as const;

export const callAnswer = z.strictObject({
  holdId: z.guid(),
  callId: z.string(),
  status: z.enum(HOLD_STATUSES),
  openedAt: instantAnswer,
  closedAt: instantAnswer.nullable(),
  settledAt: instantAnswer.nullable(),
  closedReason: z.string().nullable().describe("Why it was voided"),
  story: z
    .array(
      z.strictObject({
        step: z.enum(STEPS),
        at: instantAnswer,
        seconds: z.int().nullable().describe("Of the call, as far as it was known then; null where that was not kept"),
      }),
    )
    .describe("What became of it, in order"),
});

/** A call and what became of it, beside the line it ended as. */
export function toCallAnswer(hold: Hold): z.infer<typeof callAnswer> {
  return {
    holdId: hold.id,
    callId: hold.callId,
    status: hold.status,
    openedAt: toInstantText(hold.openedAt),
    closedAt: toInstantTextOrNull(hold.closedAt),
    settledAt: toInstantTextOrNull(hold.settledAt),
    closedReason: hold.closedReason,
    story: storyOf(hold).map(({ at, ...step }) => ({ ...step, at: toInstantText(at) })),
  };
}

type Step = { readonly step: (typeof STEPS)[number]; readonly at: Instant; readonly seconds: number | null };

function storyOf(hold: Hold): readonly Step[] {
  const { openedAt, closedAt, settledAt, elapsedSeconds: seconds } = hold;
  const steps: Step[] = [{ step: "opened", at: openedAt, seconds: 0 }];
  // Once a call has ended properly its seconds are those of its end; which it last reported before is not kept.
  if (seconds > 0 && (hold.status === "open" || hold.status === "abandoned"))
    steps.push({ step: "heartbeat", at: openedAt + seconds * SECOND_MS, seconds });
  if (closedAt === null) return steps;
  if (hold.status === "captured" || hold.status === "voided") steps.push({ step: hold.status, at: closedAt, seconds });
  else steps.push({ step: "abandoned", at: closedAt, seconds: hold.status === "abandoned" ? seconds : null });
  if (settledAt !== null) steps.push({ step: "settled", at: settledAt, seconds });
  return steps;
}
