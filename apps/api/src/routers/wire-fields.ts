import { fromTokens, GRANT_SOURCES } from "@farebox/billing-core";
import { z } from "zod";

/** Tokens in an answer: a plain number with at most six decimals. */
export const tokensAnswer = z.number();

/** Tokens in a request: more than 0, at most six decimals, at most 8 billion. */
export const tokensField = z
  .number()
  .positive()
  .refine((value) => typeof fromTokens(value) === "bigint", "must have at most 6 decimals and be at most 8 billion");

/** Tokens in a request where none is an amount, too. */
export const tokensOrNoneField = z
  .number()
  .nonnegative()
  .refine((value) => typeof fromTokens(value) === "bigint", "must have at most 6 decimals and be at most 8 billion");

/** RFC 3339 in UTC with milliseconds. */
export const instantAnswer = z.iso.datetime({ precision: 3 });

/** Whatever a card may name. One that no card names is refused by the decision, which can say which ones are known. */
export const serviceField = z.string().min(1).max(100);

export const quantityField = z.int().min(1).max(1_000_000_000);

/** Why somebody did something, in words that stay for ever. */
export const reasonField = z.string().min(1).max(1_000);

export const grantSource = z.enum(GRANT_SOURCES);

export const metadataAnswer = z.record(z.string(), z.unknown());
