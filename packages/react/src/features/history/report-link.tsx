import { Flag } from "lucide-react";
import { Icon } from "../../components/icon.tsx";
import { useAccount, useBusiness } from "../../lib/business.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { formatInstant } from "../../lib/format-time.ts";
import { mailLink } from "../../lib/mail-link.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { nameEntry } from "./entry-view.ts";
import type { Receipt } from "./use-receipt.ts";

const words = pageStrings.history.report;

/** Opens a message about an entry that names it already: nobody has to copy ids. */
export function ReportLink({ receipt, timeZone }: { receipt: Receipt; timeZone: string }) {
  const { supportEmail = null } = useAccount();
  const { id, name } = useBusiness();
  if (supportEmail === null) return null;
  const what = nameEntry(receipt);
  const tokens = formatTokens(receipt.amount, { digits: 6, sign: "always" });
  const href = mailLink({
    to: supportEmail,
    subject: words.subject(what, tokens),
    lines: [
      words.describe,
      "",
      "",
      `${name} (${id})`,
      `${what}, ${tokens}`,
      formatInstant(new Date(receipt.occurredAt), timeZone),
      `No. ${receipt.seq}, ${receipt.id}`,
      ...(receipt.ref === undefined ? [] : [receipt.ref]),
    ],
  });
  return (
    <a href={href} className="link no-print flex min-h-9 items-center gap-2 text-table">
      <Icon of={Flag} size={14} />
      {words.link}
    </a>
  );
}
