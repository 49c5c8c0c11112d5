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

/** RFC 3339 with a zone; kept as text so that both doors show the same schema. */
export const instantField = z.iso.datetime({ offset: true });

export const limitField = z.int().min(1).max(200).default(50);

export const cursorField = z.string().min(1).max(500);

/** An IANA zone that this runtime knows. */
export const timeZoneField = z.string().max(64).refine(isTimeZone, "must be an IANA time zone such as Europe/Berlin");
