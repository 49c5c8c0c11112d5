import { CircleDashed, ShoppingBag } from "lucide-react";
import { Amount } from "../../components/amount.tsx";
import { Icon } from "../../components/icon.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { useBillingAddress } from "../../lib/billing-address.tsx";
import { formatClock, formatInstant } from "../../lib/format-time.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Purchase } from "../../lib/use-purchases.ts";

/** Payments that are being confirmed, above the ledger that they are not in yet. */
export function ArrivingRows({ purchases, timeZone }: { purchases: readonly Purchase[]; timeZone: string }) {
  const address = useBillingAddress();
  return (
    <tbody className="no-print max-sm:block" data-testid="arriving-rows">
      {purchases.map(({ purchaseId, package: key, total, createdAt }) => (
        <tr
          key={purchaseId}
          className="relative h-11 border-b border-dashed border-line-strong hover:bg-hover max-sm:grid max-sm:h-auto max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:py-2 [&>td]:px-2 max-sm:[&>td]:px-0 [&>th]:px-2 max-sm:[&>th]:px-0"
        >
          <td className="text-ink-2 max-sm:order-3 max-sm:ps-7! max-sm:text-meta max-sm:leading-5 max-sm:text-ink-3">
            <time dateTime={createdAt} title={formatInstant(new Date(createdAt), timeZone)}>
              {formatClock(new Date(createdAt), timeZone)}
            </time>
          </td>
          <th scope="row" className="text-start font-normal max-sm:order-1">
            <span className="flex min-w-0 items-center gap-3">
              <Icon of={ShoppingBag} className="text-ink-3" />
              <span className="min-w-0 truncate">
                <PageLink
                  href={address.returnHref({ purchase: purchaseId })}
                  onFollow={() => address.openReturn({ purchase: purchaseId })}
                  className="underline-offset-3 after:absolute after:inset-0 hover:underline"
                >
                  {pageStrings.history.types["purchase"]}
                </PageLink>
                <span className="ms-2 text-ink-3 max-sm:hidden">{sellingStrings.packages.names[key] ?? key}</span>
              </span>
            </span>
          </th>
          <td className="text-ink-2 max-lg:hidden">–</td>
          <td className="text-end text-ink-2 max-md:hidden">–</td>
          <td className="text-end text-ink-2 max-sm:order-2">
            <Amount tokens={total} digits={3} sign="always" />
          </td>
          <td className="text-end text-ink-3 max-lg:hidden">–</td>
          <td className="max-sm:order-4">
            <span className="flex items-center gap-1.5 text-meta text-ink-2 max-sm:justify-end max-sm:leading-5">
              <Icon of={CircleDashed} size={14} />
              {sellingStrings.buying.processing}
            </span>
          </td>
        </tr>
      ))}
    </tbody>
  );
}
