import "./invoices-table.css";
import { Check, Download, type LucideIcon, TriangleAlert, Undo2 } from "lucide-react";
import { buttonClass } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { classNames } from "../../lib/class-names.ts";
import { formatMoney } from "../../lib/format-money.ts";
import { formatDate } from "../../lib/format-time.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Invoice } from "./use-invoices.ts";

const words = sellingStrings.payment;

/** Every payment with its document. On a phone each is two lines. */
export function InvoicesTable({
  invoices,
  timeZone,
  now,
  canPay,
  nameOf,
}: {
  invoices: readonly Invoice[];
  timeZone: string;
  now: Date;
  canPay: boolean;
  nameOf: (invoice: Invoice) => string;
}) {
  return (
    <table className="w-full text-table max-sm:block">
      <thead className="max-sm:sr-only">
        <tr className="border-b border-line text-meta text-ink-3 [&>th]:py-2 [&>th]:font-normal">
          <th scope="col" className="text-start">
            {words.columns.date}
          </th>
          <th scope="col" className="ps-4 text-start max-lg:hidden">
            {words.columns.number}
          </th>
          <th scope="col" className="ps-4 text-start">
            {words.columns.for}
          </th>
          <th scope="col" className="ps-4 text-end">
            {words.columns.amount}
          </th>
          <th scope="col" className="ps-6 text-start">
            {words.columns.status}
          </th>
          <th scope="col" className="text-end">
            <span className="sr-only">{words.columns.open}</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {invoices.map((invoice) => (
          <tr key={invoice.id} className="invoice-row">
            <td className="whitespace-nowrap text-ink-2">
              <time dateTime={invoice.createdAt}>{formatDate(new Date(invoice.createdAt), timeZone, now)}</time>
            </td>
            <td className="ps-4 whitespace-nowrap text-ink-2 max-lg:hidden">{invoice.number ?? "–"}</td>
            <th scope="row" className="ps-4 text-start font-normal">
              {nameOf(invoice)}
            </th>
            <td className="ps-4 text-end whitespace-nowrap">{formatMoney(invoice.amount)}</td>
            <td className="ps-6">
              <Status invoice={invoice} />
            </td>
            <td className="ps-2 text-end">
              <Document invoice={invoice} name={nameOf(invoice)} canPay={canPay} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Status({ invoice: { status, refunded, amount } }: { invoice: Invoice }) {
  const isPartlyBack = refunded.amount > 0 && refunded.amount < amount.amount;
  const { icon, tone } = LOOKS[status];
  return (
    <span className={classNames("flex items-center gap-1.5 text-meta whitespace-nowrap", tone)}>
      {icon !== null && <Icon of={icon} size={14} />}
      {isPartlyBack ? words.refundedPart(formatMoney(refunded)) : words.statuses[status]}
    </span>
  );
}

function Document({ invoice, name, canPay }: { invoice: Invoice; name: string; canPay: boolean }) {
  const { url, pdfUrl, status } = invoice;
  if (status === "open" && url !== null && canPay) {
    return (
      <a href={url} aria-label={words.payNowNamed(name)} className={buttonClass("primary", "small")}>
        {words.payNow}
      </a>
    );
  }
  if (pdfUrl !== null) {
    return (
      <a href={pdfUrl} aria-label={words.pdfNamed(name)} className={buttonClass("secondary", "small")}>
        <Icon of={Download} size={14} />
        {words.pdf}
      </a>
    );
  }
  if (url === null) return null;
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      aria-label={words.viewNamed(name)}
      className={buttonClass("secondary", "small")}
    >
      {words.view}
    </a>
  );
}

const LOOKS: Record<Invoice["status"], { readonly icon: LucideIcon | null; readonly tone: string }> = {
  draft: { icon: null, tone: "text-ink-2" },
  open: { icon: TriangleAlert, tone: "text-warn" },
  paid: { icon: Check, tone: "text-ink-2" },
  void: { icon: null, tone: "text-ink-3" },
  uncollectible: { icon: TriangleAlert, tone: "text-bad" },
  refunded: { icon: Undo2, tone: "text-ink-2" },
  failed: { icon: TriangleAlert, tone: "text-bad" },
};
