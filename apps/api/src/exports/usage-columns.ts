import type { MicroTokens } from "@farebox/billing-core";
import { type ExportedLine, exportUsage } from "@farebox/db/exports";
import { type ExportTable, TIME_ZONE_COLUMN } from "./export-column.ts";

export const USAGE_TABLE: ExportTable<ExportedLine> = {
  name: "usage",
  readWindow: exportUsage,
  columns: [
    {
      name: "seq",
      kind: "count",
      isOptional: false,
      means: "Place of its charge in the ledger. Rows rise by it.",
      read: (row) => row.seq,
    },
    { name: "id", kind: "text", isOptional: false, means: "Id of the usage line.", read: (row) => row.id },
    { name: "service", kind: "text", isOptional: false, means: "What was used.", read: (row) => row.service },
    {
      name: "quantity",
      kind: "count",
      isOptional: false,
      means: "In the unit of the service: seconds, messages, requests.",
      read: (row) => row.quantity,
    },
    { name: "charged", kind: "tokens", isOptional: false, means: "Tokens it was charged.", read: (row) => row.charged },
    {
      name: "returned",
      kind: "tokens",
      isOptional: false,
      means: "Tokens that its correction gave back; 0 without one.",
      read: (row) => row.returned,
    },
    {
      name: "netCharged",
      kind: "tokens",
      isOptional: false,
      means: "`charged` less `returned`. Adds up to what charts and the usage summary say.",
      read: (row) => (row.charged - row.returned) as MicroTokens,
    },
    {
      name: "occurredAt",
      kind: "instant",
      isOptional: false,
      means: "When it happened. Filters of time mean this.",
      read: (row) => row.occurredAt,
    },
    {
      name: "recordedAt",
      kind: "instant",
      isOptional: false,
      means: "When it was charged.",
      read: (row) => row.recordedAt,
    },
    {
      name: "correctedAt",
      kind: "instant",
      isOptional: true,
      means: "When it was reversed.",
      read: (row) => row.correctedAt,
    },
    TIME_ZONE_COLUMN,
    {
      name: "agentId",
      kind: "text",
      isOptional: true,
      means: "The caller's name of the agent.",
      read: (row) => row.agentId,
    },
    { name: "ref", kind: "text", isOptional: true, means: "The caller's own reference.", read: (row) => row.ref },
    { name: "key", kind: "text", isOptional: true, means: "The key it was reported under.", read: (row) => row.key },
    { name: "callId", kind: "text", isOptional: true, means: "The call it was booked for.", read: (row) => row.callId },
    {
      name: "status",
      kind: "text",
      isOptional: false,
      means:
        "`settled`, `corrected` (reversed later), `no_charge` (use that cost nothing) or `abandoned` (a call that fell silent).",
      read: (row) => row.status,
    },
    {
      name: "rateCardId",
      kind: "text",
      isOptional: false,
      means: "The rate card that priced it.",
      read: (row) => row.rateCardId,
    },
    {
      name: "rateVersion",
      kind: "count",
      isOptional: false,
      means: "The version of that card.",
      read: (row) => BigInt(row.rateVersion),
    },
    {
      name: "replaces",
      kind: "text",
      isOptional: true,
      means: "The corrected line that this one stands in for.",
      read: (row) => row.replaces,
    },
    {
      name: "metadata",
      kind: "json",
      isOptional: true,
      means: "The caller's own object, as JSON.",
      read: (row) => row.metadata,
    },
  ],
};
