import type { Account } from "../account.ts";
import { type Balance, balanceOf } from "../balance.ts";
import { isExpired } from "../grants.ts";
import type { Instant } from "../instants.ts";
import { spendableOf } from "../purse.ts";

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
  broken.push(...brokenHolds(account, now, balance));
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

function brokenHolds(account: Account, now: Instant, { held, covered, available }: Balance): readonly string[] {
  const broken: string[] = [];
  let sum = 0n;
  for (const hold of account.holds) {
    if (hold.status === "open") sum += hold.held;
    else if (hold.held !== 0n || hold.lent !== 0n) broken.push(`hold ${hold.id} has ended and keeps something`);
    if (hold.held < 0n || hold.lent < 0n) broken.push(`hold ${hold.id} keeps ${hold.held} and ${hold.lent}`);
    if (hold.status === "open" && hold.expiresAt <= now) broken.push(`hold ${hold.id} is overdue`);
  }
  if (sum !== held) broken.push(`held is ${held}, open holds keep ${sum}`);
  if (covered > 0n && available > 0n) broken.push(`${covered} covered while ${available} is available`);
  if (available !== spendableOf(account, now) + covered - held)
    broken.push("available is not spendable + covered − held");
  const expired = account.grants.filter((grant) => isExpired(grant, now));
  const keptInExpired = expired.reduce((total, grant) => total + grant.remaining, 0n);
  if (keptInExpired > covered) broken.push(`${keptInExpired} in expired grants, ${covered} of it needed`);
  return broken;
}
