import { ChevronDown, ChevronUp } from "lucide-react";
import { Dialog, iconButtonClass } from "../../components/dialog.tsx";
import { Failed } from "../../components/failed.tsx";
import { Icon } from "../../components/icon.tsx";
import { describeProblem } from "../../lib/api-error.ts";
import type { BillingSearch } from "../../lib/billing-search.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { isMissing } from "../../lib/problem.ts";
import { strings } from "../../lib/strings.ts";
import { listFolded } from "./fold-calls.ts";
import { ReceiptCard } from "./receipt-card.tsx";
import { ReportLink } from "./report-link.tsx";
import { useHistory } from "./use-history.ts";
import { useHold } from "./use-hold.ts";
import { useReceipt } from "./use-receipt.ts";

const words = pageStrings.history;

/** The receipt over the page. Its neighbours are those of the history as it is filtered. */
export default function ReceiptSection({
  id,
  search,
  timeZone,
  onOpen,
  onClose,
}: {
  id: string;
  search: BillingSearch;
  timeZone: string;
  onOpen: (id: string) => void;
  onClose: () => void;
}) {
  const { receipt, error, retry } = useReceipt(id);
  const { hold, isWaiting } = useHold(receipt?.call?.holdId);
  const { entries } = useHistory(search, timeZone);
  const folded = listFolded(entries ?? []);
  const rows = entries?.filter((entry) => entry.id === id || !folded.has(entry.id)) ?? [];
  const at = rows.findIndex((entry) => entry.id === id);
  const newer = at > 0 ? rows[at - 1] : undefined;
  const older = at >= 0 ? rows[at + 1] : undefined;
  return (
    <Dialog
      shape="side"
      title={words.receipt}
      onClose={onClose}
      footer={receipt !== null && <ReportLink receipt={receipt} timeZone={timeZone} />}
      header={
        <>
          <Neighbour label={words.newer} id={newer?.id} icon={ChevronUp} onOpen={onOpen} />
          <Neighbour label={words.older} id={older?.id} icon={ChevronDown} onOpen={onOpen} />
        </>
      }
    >
      {receipt !== null && !isWaiting ? (
        <ReceiptCard receipt={receipt} hold={hold} timeZone={timeZone} />
      ) : error === null ? (
        <Waiting />
      ) : isMissing(error) ? (
        <p className="text-table text-ink-2">{words.receiptMissing}</p>
      ) : (
        <Failed text={words.receiptFailed} detail={describeProblem(error)} onRetry={retry} />
      )}
    </Dialog>
  );
}

function Neighbour({
  label,
  id,
  icon,
  onOpen,
}: {
  label: string;
  id: string | undefined;
  icon: typeof ChevronUp;
  onOpen: (id: string) => void;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      disabled={id === undefined}
      onClick={() => id !== undefined && onOpen(id)}
      className={iconButtonClass}
    >
      <Icon of={icon} />
    </button>
  );
}

function Waiting() {
  return (
    <div aria-busy="true">
      <p className="sr-only">{strings.shell.loading}</p>
      <span className="skeleton h-4 w-56" />
      <span className="skeleton mt-2 h-10 w-32" />
      {["a", "b", "c", "d", "e", "f"].map((key) => (
        <span key={key} className="skeleton mt-5 h-4 w-full" />
      ))}
    </div>
  );
}
