import { type ExportedTransaction, exportTransactions } from "@farebox/db/exports";
import { type ExportTable, TIME_ZONE_COLUMN } from "./export-column.ts";

export const TRANSACTIONS_TABLE: ExportTable<ExportedTransaction> = {
  name: "transactions",
  readWindow: exportTransactions,
  columns: [
    {
      name: "seq",
      kind: "count",
      isOptional: false,
      means: "Place of its first entry in the ledger. Rows rise by it.",
      read: (row) => row.seq,
    },
    {
      name: "id",
      kind: "text",
      isOptional: false,
      means: "Id of the transaction, as `GET /transactions/{id}` takes it.",
      read: (row) => row.id,
    },
    {
      name: "type",
      kind: "text",
      isOptional: false,
      means:
        "`trial`, `plan`, `purchase`, `bonus`, `promotion`, `adjustment`, `usage`, `correction`, `expiry`, `refund`, `dispute` or `top_up`.",
      read: (row) => row.type,
    },
    {
      name: "amount",
      kind: "tokens",
      isOptional: false,
      means: "Tokens, signed: what it added or took. Unfiltered, the column adds up to the ledger.",
      read: (row) => row.amount,
    },
    {
      name: "balanceAfter",
      kind: "tokens",
      isOptional: false,
      means: "Sum of the ledger after it.",
      read: (row) => row.balanceAfter,
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
      means: "When it moved the balance.",
      read: (row) => row.recordedAt,
    },
    TIME_ZONE_COLUMN,
    {
      name: "service",
      kind: "text",
      isOptional: true,
      means: "Of usage, and of the usage that a correction reversed.",
      read: (row) => row.service,
    },
    {
      name: "quantity",
      kind: "count",
      isOptional: true,
      means: "In the unit of the service: seconds, messages, requests.",
      read: (row) => row.quantity,
    },
    {
      name: "agentId",
      kind: "text",
      isOptional: true,
      means: "The caller's name of the agent.",
      read: (row) => row.agentId,
    },
    { name: "ref", kind: "text", isOptional: true, means: "The caller's own reference.", read: (row) => row.ref },
    {
      name: "key",
      kind: "text",
      isOptional: true,
      means: "The key it was reported or granted under.",
      read: (row) => row.key,
    },
    { name: "callId", kind: "text", isOptional: true, means: "The call it was booked for.", read: (row) => row.callId },
    {
      name: "reason",
      kind: "text",
      isOptional: true,
      means: "Why somebody did it, in their words.",
      read: (row) => row.reason,
    },
    {
      name: "status",
      kind: "text",
      isOptional: false,
      means:
        "`settled`, `corrected` (reversed later), `no_charge` (use that cost nothing) or `abandoned` (a call that fell silent).",
      read: (row) => row.status,
    },
  ],
};
