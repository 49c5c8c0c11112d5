import type { Deps } from "../deps.ts";
import { ApiError } from "../http/api-error.ts";
import type { Reader } from "../use-cases/reader.ts";

/** What a procedure that reads one business for a file knows. */
export type ReadContext = {
  readonly deps: Deps;
  readonly caller: Reader;
  readonly businessId: string;
  readonly authorizeAgain: () => Promise<void>;
};

/** Takes a place among the files being written, and answers how to give it back. */
export function enterExportRoom({ deps, businessId }: Pick<ReadContext, "deps" | "businessId">): () => void {
  const entered = deps.exportRoom.enter(businessId);
  if (entered === "business_full")
    throw new ApiError("rate_limited", {
      message: "Too many files of this business are being written at once.",
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  if (entered === "full") throw new ApiError("overloaded", { retryAfterSeconds: RETRY_AFTER_SECONDS });
  return entered;
}

const RETRY_AFTER_SECONDS = 5;
