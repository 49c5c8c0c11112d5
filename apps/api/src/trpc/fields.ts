import { isTimeZone } from "@farebox/billing-core";
import { z } from "zod";

/** Any id of ours or of a caller's that is written like a uuid, whatever its version says. */
export const idField = z.guid().toLowerCase();

/** Names the business where a header cannot be sent. Read by authorisation before any procedure; schemas only admit it. */
export const businessIdField = idField.optional().describe("The business, unless the header Farebox-Business names it");

/** Visible ASCII, as callers' own ids are; never trimmed, never folded. */
export const keyField = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x21-\x7e]*$/, "must be visible ASCII without spaces");

/** An agent or reference of the caller's: verbatim Unicode. */
export const labelField = z.string().min(1).max(200);

const EARLIEST_MS = Date.UTC(1970, 0, 1);
const LATEST_MS = Date.UTC(3000, 0, 1) - 1;

/**
 * RFC 3339 with a zone; kept as text so that both doors show the same schema. Its offset counts before its year is judged:
 * the last hour of 9999 in one zone is a year that nothing here can store.
 */
export const instantField = z.iso
  .datetime({ offset: true, abort: true })
  .refine((text) => isWithinReach(Date.parse(text)), "must be from 1970 to 2999, in UTC");

function isWithinReach(at: number): boolean {
  return at >= EARLIEST_MS && at <= LATEST_MS;
}

export const limitField = z.int().min(1).max(200).default(50);

export const cursorField = z.string().min(1).max(500);

/** An IANA zone that this runtime knows. */
export const timeZoneField = z.string().max(64).refine(isTimeZone, "must be an IANA time zone such as Europe/Berlin");
