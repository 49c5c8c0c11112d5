import type { Command, Outcome } from "@farebox/billing-core";
import type { KeptAccount, KeptAccounts } from "./kept-accounts.ts";
import type { LoadRequest } from "./load-accounts.ts";
import { type LoadedAccount, toPresumedAccount } from "./loaded-account.ts";

/**
 * The account as it is kept, without asking the database, or null where it has to be asked. What is decided on it may only be
 * written, never answered as it is: the guarded statement finds out whether all of it was true (version, keys, prices,
 * clocks), and writes nothing otherwise. `isToldByCommit` says of which outcomes that is enough.
 */
export function presumeAccount(
  kept: KeptAccounts,
  { businessId, commands }: Pick<LoadRequest, "businessId" | "commands">,
): LoadedAccount | null {
  const known = kept.presume(businessId);
  const clock = kept.clock.now();
  if (known === null || clock === null) return null;
  if (!commands.every((command) => needsNothingElse(command, known))) return null;
  const account = toPresumedAccount(known, clock);
  const { lastRecordedAt, now } = account;
  // What we heard of the clock may be a little behind what somebody else was told.
  return lastRecordedAt !== null && now < lastRecordedAt ? null : account;
}

/**
 * Whether an outcome is true as soon as its rows are written. A refusal writes nothing; a replay tells of rows that an account
 * as it is kept does not have.
 */
export function isToldByCommit({ outcome }: Outcome[Command["kind"]]): boolean {
  return outcome === "recorded" || outcome === "extended" || outcome === "captured";
}

/** Beyond the account's own rows such a command reads only what its key stands for, and the statement looks that up. */
function needsNothingElse(command: Command, { standing }: KeptAccount): boolean {
  switch (command.kind) {
    case "record_usage":
      return true;
    case "extend_hold":
    case "capture_hold":
      return standing.holds.some(({ id }) => id === command.holdId);
    default:
      return false;
  }
}
