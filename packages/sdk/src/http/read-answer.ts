import { FareboxError } from "../errors.ts";
import { isRecord } from "../is-record.ts";
import { parseJson } from "../parse-json.ts";

/** The body of a good answer. A *no*, or what is no answer of Farebox at all, is thrown. */
export function readAnswer(response: Pick<Response, "status" | "headers">, text: string): Record<string, unknown> {
  const { status } = response;
  const body = parseJson(text);
  if (status >= 200 && status < 300 && isRecord(body)) return body;
  const retryAfterMs = readRetryAfterMs(response.headers.get("retry-after"));
  const error = isRecord(body) ? body["error"] : null;
  if (status >= 400 && isRecord(error) && typeof error["code"] === "string") {
    const { code, message, retryable, requestId, details, fields } = error;
    throw new FareboxError(code as string, typeof message === "string" ? message : `Farebox answered ${code}.`, {
      status,
      retryable: typeof retryable === "boolean" ? retryable : isPassing(status),
      requestId: typeof requestId === "string" ? requestId : null,
      details: isRecord(details) ? details : {},
      fields: Array.isArray(fields) ? fields : [],
      retryAfterMs,
    });
  }
  const beginning = text.slice(0, 80).replaceAll(/\s+/gu, " ");
  throw new FareboxError("invalid_answer", `This is no answer of Farebox (HTTP ${status}): ${beginning}`, {
    status,
    // A good status with half a body may well be whole the next time; a page that says 404 stays what it is.
    retryable: isPassing(status) || (status >= 200 && status < 300),
    retryAfterMs,
  });
}

function isPassing(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

/** Seconds only: a date would have to be compared with a clock of ours. */
function readRetryAfterMs(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/u.test(header) ? Number(header) * 1_000 : null;
}
