import { FareboxError } from "@farebox/sdk";
import { Complaint } from "./complaint.ts";

export { Complaint };

/** Runs an example; what stops it is told in a sentence, with exit code 1. */
export async function runExample(example: () => Promise<void>): Promise<void> {
  try {
    await example();
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof Complaint) console.error(`\n${error.message}\n`);
    else if (error instanceof FareboxError) console.error(`\n${error.code}: ${error.message}\n${hint(error)}`);
    else console.error(error);
  }
}

function hint({ code }: FareboxError): string {
  if (code === "unreachable" || code === "timeout")
    return "Is Farebox running? `npm start` in another terminal starts it.\n";
  if (code === "invalid_answer") return "Is FAREBOX_URL the address of Farebox?\n";
  if (code === "unauthenticated" || code === "forbidden")
    return "Does FAREBOX_KEY belong to this Farebox, with the scopes read, usage:write and holds:write?\n";
  if (code === "below_call_floor" || code === "insufficient_tokens")
    return "Buy tokens on the billing page, or leave FAREBOX_KEY out: then each run gets a business with trial tokens.\n";
  return "";
}
