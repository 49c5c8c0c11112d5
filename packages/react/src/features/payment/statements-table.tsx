import { Download } from "lucide-react";
import { Amount } from "../../components/amount.tsx";
import { buttonClass } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatMonth } from "../../lib/format-time.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import type { StatementMonth } from "./use-statements.ts";

const words = pageStrings.files;

/** A row a month: what there was, what is left, and both as files. */
export function StatementsTable({
  months,
  timeZone,
  addressOf,
}: {
  months: readonly StatementMonth[];
  timeZone: string;
  addressOf: (month: string, format: "pdf" | "csv") => string;
}) {
  return (
    <table className="w-full text-table">
      <thead>
        <tr className="border-b border-line text-meta text-ink-3 [&>th]:py-2 [&>th]:font-normal">
          <th scope="col" className="text-start">
            {words.columns.month}
          </th>
          <th scope="col" className="ps-4 text-end max-sm:hidden">
            {words.columns.opening}
          </th>
          <th scope="col" className="ps-4 text-end">
            {words.columns.closing}
          </th>
          <th scope="col" className="text-end">
            <span className="sr-only">{words.columns.files}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {months.map(({ month, from, opening, closing, isFinal }) => {
          const name = formatMonth(new Date(from), timeZone);
          return (
            <tr key={month} className="h-11 border-b border-line">
              <th scope="row" className="text-start font-normal whitespace-nowrap">
                {name}
                {!isFinal && <span className="ps-2 text-meta text-ink-3 max-sm:block max-sm:ps-0">{words.soFar}</span>}
              </th>
              <td className="ps-4 text-end text-ink-2 max-sm:hidden">
                <Amount tokens={opening} digits={3} />
              </td>
              <td className="ps-4 text-end">
                <Amount tokens={closing} digits={3} />
              </td>
              <td className="ps-4 text-end whitespace-nowrap max-sm:ps-1 max-sm:[&>a]:px-2">
                <a
                  href={addressOf(month, "pdf")}
                  download
                  aria-label={words.of(words.pdf, name)}
                  className={buttonClass("secondary", "small")}
                >
                  <Icon of={Download} size={14} />
                  {words.pdf}
                </a>{" "}
                <a
                  href={addressOf(month, "csv")}
                  download
                  aria-label={words.of(words.csv, name)}
                  className={buttonClass("quiet", "small")}
                >
                  {words.csv}
                </a>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
