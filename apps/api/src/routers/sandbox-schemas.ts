import { z } from "zod";
import { instantField } from "../trpc/fields.ts";
import { instantAnswer } from "./wire-fields.ts";

const TEN_YEARS_SECONDS = 10 * 366 * 24 * 3_600;

/** `{ now }` or `{ advanceSeconds }`: exactly one, so that a mistyped field never moves time. */
export const advanceClockInput = z
  .strictObject({
    now: instantField.optional(),
    advanceSeconds: z.int().min(0).max(TEN_YEARS_SECONDS).optional(),
  })
  .superRefine(({ now, advanceSeconds }, context) => {
    if ((now === undefined) !== (advanceSeconds === undefined)) return;
    context.addIssue({ code: "custom", path: ["now"], message: "give either now or advanceSeconds" });
  });

export const clockAnswer = z.strictObject({ now: instantAnswer });
