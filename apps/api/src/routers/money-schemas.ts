import { z } from "zod";

export const moneyAnswer = z.strictObject({ amount: z.int().describe("In minor units"), currency: z.string() });

export const urlAnswer = z.string().describe("An address for a person to open");

/** Where a person comes back to. Whose address that may be is for the use-case to say. */
export const returnUrlField = z
  .string()
  .min(1)
  .max(1_000)
  .optional()
  .describe("Where the person comes back to: an address of this installation, or a path of it");
