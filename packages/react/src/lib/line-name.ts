import { formatDate } from "./format-time.ts";
import { leftToRight } from "./left-to-right.ts";
import { sellingStrings } from "./selling-strings.ts";

const words = sellingStrings.payment.lines;

/**
 * What a line of an invoice is for, in the reader's words, where the payment provider wrote it as it usually does: "1 × Pro (at
 * $29.00 / month)", "Unused time on Starter after 23 Nov 2026". The count of one says nothing; other lines stay as they are.
 */
export function nameLine(description: string): string {
  const [, plan = "", price = "", interval = ""] = PLAN.exec(description) ?? [];
  if (plan !== "") return words.plan(plan, leftToRight(price), interval === "year");
  const [, kind, name = "", day = ""] = PRORATION.exec(description) ?? [];
  const at = new Date(`${day} UTC`);
  if (kind !== undefined && !Number.isNaN(at.getTime())) {
    const date = formatDate(at, "UTC", new Date());
    return kind === "Unused" ? words.unused(name, date) : words.remaining(name, date);
  }
  return description.replace(/^1 × /, "");
}

const PLAN = /^(?:1 × )?(.+) \(at (.+) \/ (month|year)\)$/;
const PRORATION = /^(Unused|Remaining) time on (?:1 × )?(.+) after (\d{1,2} \w+ \d{4})$/;
