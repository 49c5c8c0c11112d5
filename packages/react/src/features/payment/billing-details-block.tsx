import { type ReactNode, Suspense, useRef, useState } from "react";
import { Button } from "../../components/button.tsx";
import { Failed } from "../../components/failed.tsx";
import { RowsSkeleton } from "../../components/rows-skeleton.tsx";
import { useBusiness } from "../../lib/business.ts";
import { lazyPart } from "../../lib/lazy-part.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { nameCountry } from "./billing-details-draft.ts";
import { type BillingDetails, useBillingDetails } from "./use-billing-details.ts";

const BillingDetailsForm = lazyPart(() => import("./billing-details-form.tsx"));
const words = sellingStrings.payment.billing;

/** Whom invoices are made out to, to be changed in place by whoever pays. Other members have no business with it. */
export function BillingDetailsBlock() {
  const { role } = useBusiness();
  return (
    <div className="min-w-0">
      <h3 className="text-body font-semibold">{words.title}</h3>
      {role === "member" ? <p className="mt-2 text-meta text-ink-3">{words.readOnly}</p> : <Details />}
    </div>
  );
}

function Details() {
  const { isSuspended } = useBusiness();
  const { details, error, retry, set } = useBillingDetails();
  const [isEdited, setEdited] = useState(false);
  const block = useRef<HTMLDivElement>(null);
  const close = () => {
    setEdited(false);
    requestAnimationFrame(() => block.current?.querySelector<HTMLElement>("[data-edit]")?.focus());
  };
  if (error !== null) {
    return (
      <div className="mt-3">
        <Failed text={words.failed} onRetry={retry} />
      </div>
    );
  }
  if (details === null) return <RowsSkeleton count={2} />;
  return (
    <div ref={block}>
      {isEdited ? (
        <Suspense fallback={<RowsSkeleton count={4} />}>
          <BillingDetailsForm details={details} set={set} onClose={close} />
        </Suspense>
      ) : (
        <>
          <Shown details={details} />
          <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
            {isSuspended ? (
              <p className="text-meta text-ink-3">{words.readOnlySuspended}</p>
            ) : (
              <Button
                data-edit
                onClick={() => {
                  set.reset();
                  setEdited(true);
                }}
              >
                {words.change}
              </Button>
            )}
            <p role="status" className="text-table text-good">
              {set.isSuccess && words.saved}
            </p>
          </div>
        </>
      )}
    </div>
  );
}

function Shown({ details: { name, email, address, taxId } }: { details: BillingDetails }) {
  const place = [address?.postalCode, address?.city].filter(Boolean).join(" ");
  const lines =
    address === null ? [] : [address.line1, address.line2, place, address.state, nameCountry(address.country)];
  return (
    <dl className="mt-2 border-b border-line pb-3 text-table">
      <Fact name={words.fields.name}>{name}</Fact>
      <Fact name={words.fields.email}>{email}</Fact>
      <Fact name={words.address}>
        {lines.length > 0 && (
          <address className="not-italic">
            {lines
              .filter((line) => line !== null && line !== "")
              .map((line) => (
                <span key={line} className="block">
                  {line}
                </span>
              ))}
          </address>
        )}
      </Fact>
      <Fact name={words.fields.taxId}>
        {taxId !== null && (
          <>
            {taxId.value}
            {taxId.status !== "unavailable" && (
              <span className={taxId.status === "unverified" ? "ms-2 text-warn" : "ms-2 text-ink-3"}>
                {words.taxIdStatus[taxId.status]}
              </span>
            )}
          </>
        )}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  const isMissing = children === null || children === false || children === "";
  return (
    <div className="grid grid-cols-[112px_minmax(0,1fr)] gap-3 border-t border-line py-2">
      <dt className="text-ink-3">{name}</dt>
      <dd className={isMissing ? "text-ink-3" : "min-w-0 break-words"}>{isMissing ? words.none : children}</dd>
    </div>
  );
}
