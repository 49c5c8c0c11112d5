import { PageLink } from "../../components/page-link.tsx";
import { useBillingAddress } from "../../lib/billing-address.tsx";
import { formatClock } from "../../lib/format-time.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { useNow } from "../../lib/use-now.ts";
import { type Purchase, usePurchases } from "../../lib/use-purchases.ts";

const words = sellingStrings.packages;
/** A payment that was begun is offered again for as long as buying would go on with it. */
const CONTINUED_FOR_MS = 30 * 60_000;
const JUST_NOW_MS = 10 * 60_000;

/** What is under way or was just paid, so that nobody pays twice by mistake. */
export function PurchaseNotes({
  chosenKey,
  timeZone,
  onLeave,
}: {
  chosenKey: string;
  timeZone: string;
  onLeave: (url: string) => void;
}) {
  const now = useNow().getTime();
  const address = useBillingAddress();
  const purchases = usePurchases();
  const nameOf = ({ package: key }: Purchase) => words.names[key] ?? key;
  const clock = (at: string) => formatClock(new Date(at), timeZone);
  const open = purchases.find(
    ({ status, kind, createdAt, checkoutUrl }) =>
      status === "open" &&
      kind === "package" &&
      checkoutUrl !== undefined &&
      now - Date.parse(createdAt) < CONTINUED_FOR_MS,
  );
  const confirming = purchases.find(({ status }) => status === "processing");
  const bought = purchases.find(
    ({ package: key, status, paidAt }) =>
      key === chosenKey && status === "paid" && paidAt !== null && now - Date.parse(paidAt) < JUST_NOW_MS,
  );
  return (
    <div className="mt-2 grid gap-1 text-table text-ink-2" role="status">
      {confirming !== undefined && (
        <p>
          {words.confirming(nameOf(confirming))}{" "}
          <PageLink
            href={address.returnHref({ purchase: confirming.purchaseId })}
            onFollow={() => address.openReturn({ purchase: confirming.purchaseId })}
            className="link"
          >
            {words.seeState}
          </PageLink>
        </p>
      )}
      {open !== undefined && (
        <p>
          {words.underWay(nameOf(open), clock(open.createdAt))}{" "}
          <button
            type="button"
            className="link"
            onClick={() => open.checkoutUrl !== undefined && onLeave(open.checkoutUrl)}
          >
            {words.goOn}
          </button>
        </p>
      )}
      {bought?.paidAt != null && <p>{words.justBought(nameOf(bought), clock(bought.paidAt))}</p>}
    </div>
  );
}
