import { z } from "zod";
import { businessIdField } from "../trpc/fields.ts";
import { listOf } from "./catalogue-schemas.ts";
import { returnUrlField, urlAnswer } from "./money-schemas.ts";

export const listCardsInput = z.strictObject({ businessId: businessIdField }).optional();

export const cardInput = z.strictObject({
  businessId: businessIdField,
  id: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[\x21-\x7e]*$/, "must be visible ASCII without spaces"),
});

export const setUpCardInput = z.strictObject({ businessId: businessIdField, returnUrl: returnUrlField }).prefault({});

export const cardsAnswer = listOf(
  z.strictObject({
    id: z.string(),
    brand: z.string(),
    last4: z.string(),
    expMonth: z.int(),
    expYear: z.int(),
    expiresSoon: z.boolean().describe("Within 30 days, or already"),
    isDefault: z.boolean(),
  }),
);

export const pageAnswer = z.strictObject({ url: urlAnswer });
