import { FIELD_CODES } from "../../field-codes.ts";
import { ERROR_TABLE } from "../error-table.ts";

/** `docs/errors.md`, made of the table that answers. */
export function renderErrorDocs(): string {
  const rows = Object.entries(ERROR_TABLE).map(([code, row]) => {
    const details = row.details.map((name) => `\`${name}\``).join(", ") || "–";
    return `| \`${code}\` | ${row.status} | \`${row.trpcCode}\` | ${row.isRetryable ? "yes" : "no"} | ${details} | ${row.message} ${row.remedy} |`;
  });
  return `# Errors

<!-- Written by \`pnpm --filter @farebox/api docs:errors\` from apps/api/src/http/error-table.ts. Do not edit. -->

Every error is one object, whichever door it comes through. Over REST it is the body:

\`\`\`json
{
  "error": {
    "code": "validation_failed",
    "message": "The request does not have the expected form.",
    "fields": [
      { "path": "events.3.quantity", "code": "wrong_type", "message": "Invalid input: expected number, received string" }
    ],
    "retryable": false,
    "requestId": "0199b1f0-6c1e-7000-9a41-1d6f0c1c2b3a"
  }
}
\`\`\`

Over tRPC the same object is \`error.data.billing\`. \`fields\` and \`details\` are there only where the table says so. \`retryable\`
says whether the very same request can succeed later without anybody acting; then \`Retry-After\` says how long to wait. The
\`requestId\` is also the header \`X-Request-Id\` of every answer.

A question is answered, not refused: \`usage.authorize\` says \`allowed: false\` with one of these codes as its \`reason\`. In
\`usage.record\` each refused event carries a code as its \`reason\` and the details beside it.

| code | HTTP | tRPC | retryable | beside it | what it means, what to do |
|---|---|---|---|---|---|
${rows.join("\n")}

## What is wrong with a field
Each of \`fields\` has a \`code\`, for a page that says it in its reader's language, and where numbers belong to it, \`params\`.

| code | what is wrong |
|---|---|
${Object.entries(FIELD_CODES)
  .map(([code, meaning]) => `| \`${code}\` | ${meaning} |`)
  .join("\n")}
`;
}
