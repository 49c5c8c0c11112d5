import type { Account } from "../account.ts";
import { balanceOf } from "../balance.ts";
import type { Instant } from "../instants.ts";

/**
 * What holds of every business after every command that wrote. Empty when all is well, otherwise one sentence for each
 * broken rule.
 *
 * @param account with all its grants, exhausted ones included.
 * @param now when the last command was decided.
 */
export function checkInvariants(account: Account, now: Instant): readonly string[] {
  const broken: string[] = [];
  const balance = balanceOf(account, now);
  if (account.debt < 0n) broken.push(`debt is ${account.debt}`);
  if (balance.debt !== account.debt) broken.push("something that fell due was not written");
  if (account.debt > 0n && balance.available > 0n)
    broken.push(`debt of ${account.debt} while ${balance.available} is available`);
  if (balance.total !== balance.available + balance.held - balance.debt)
    broken.push("total is not available + held − debt");
  if (account.ledgerTotal !== balance.total + balance.upcoming + balance.frozen) {
    broken.push(
      `Σ ledger is ${account.ledgerTotal}, total + upcoming + frozen is ${balance.total + balance.upcoming + balance.frozen}`,
    );
  }
  for (const grant of account.grants) {
    if (grant.remaining < 0n || grant.remaining > grant.original)
      broken.push(`grant ${grant.id} has ${grant.remaining} of ${grant.original} left`);
    if (grant.debtRepaid < 0n || grant.debtRepaid > grant.original - grant.remaining)
      broken.push(`grant ${grant.id} repaid ${grant.debtRepaid} of debt`);
  }
  return broken;
}
