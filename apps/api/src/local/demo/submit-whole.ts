import type { GrantCommand, RecordUsageCommand } from "@farebox/billing-core";
import type { Ledger } from "../../ledger/ledger.ts";

const MOST_ATTEMPTS = 20;
const WAIT_MS = 250;

/** Sends commands of one business until each is decided. Throws when one is refused: the history was made so that none is. */
export async function submitWhole(
  ledger: Ledger,
  businessId: string,
  commands: readonly (GrantCommand | RecordUsageCommand)[],
): Promise<void> {
  let undecided = commands;
  for (let attempt = 1; undecided.length > 0; attempt += 1) {
    const outcomes = await ledger.submitAll(undecided.map((command) => ({ businessId, command })));
    const again: (GrantCommand | RecordUsageCommand)[] = [];
    for (const [index, outcome] of outcomes.entries()) {
      const command = undecided[index];
      if (command === undefined) continue;
      if (outcome.outcome === "refused")
        throw new Error(`the demo's ${command.key} was refused: ${outcome.error.code}`);
      if (outcome.outcome !== "not_decided") continue;
      if (attempt === MOST_ATTEMPTS)
        throw new Error(`the demo's ${command.key} could not be written: ${outcome.code}`, { cause: outcome.cause });
      again.push(command);
    }
    undecided = again;
    if (again.length > 0) await new Promise((resume) => setTimeout(resume, WAIT_MS));
  }
}
