import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { SelectField } from "../../components/field.tsx";
import { formatTokens } from "../../lib/format-number.ts";
import { formatDate } from "../../lib/format-time.ts";
import { describeSellingProblem } from "../../lib/selling-problem.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { useBalanceNow } from "../../lib/use-balance-now.ts";
import { useNow } from "../../lib/use-now.ts";
import type { Subscription } from "../../lib/use-subscription.ts";
import { type CancelReason, useCancelPlan } from "./use-plan-change.ts";

const words = sellingStrings.plans.cancelDialog;

/** One screen, both ways out of the same weight: what ends when, what stays. It can be undone until then. */
export default function CancelPlanDialog({
  subscription,
  timeZone,
  onClose,
}: {
  subscription: Subscription;
  timeZone: string;
  onClose: () => void;
}) {
  const now = useNow();
  const cancel = useCancelPlan();
  const balance = useBalanceNow();
  const [reason, setReason] = useState<CancelReason | "">("");
  const name = sellingStrings.plans.names[subscription.plan.key] ?? subscription.plan.name;
  const date = subscription.currentPeriod && formatDate(new Date(subscription.currentPeriod.end), timeZone, now);
  const grants = balance?.grants ?? [];
  const sum = (isPlan: boolean) =>
    grants
      .filter(({ source }) => (source === "plan") === isPlan)
      .reduce((total, { remaining }) => total + Math.round(remaining * 1e6), 0) / 1e6;
  const lines = [
    date && words.text(name, date),
    words.nothingMore,
    sum(false) > 0 && words.keeps(formatTokens(sum(false), { digits: 1 })),
    sum(true) > 0 && words.loses(formatTokens(sum(true), { digits: 1 })),
  ].filter(Boolean);
  return (
    <Dialog
      shape="center"
      title={words.title(name)}
      onClose={onClose}
      footer={
        <span className="flex w-full gap-2 [&>button]:flex-1">
          <Button onClick={onClose}>{words.keep(name)}</Button>
          <Button
            isBusy={cancel.isPending}
            onClick={() =>
              cancel.mutate({ at: "period_end", ...(reason !== "" && { reason }) }, { onSuccess: onClose })
            }
          >
            {words.cancel(name)}
          </Button>
        </span>
      }
    >
      <div className="grid gap-2 text-table">
        {lines.map((line) => (
          <p key={String(line)}>{line}</p>
        ))}
      </div>
      <SelectField
        className="mt-4"
        label={words.reason}
        value={reason}
        onChange={(event) => setReason(REASONS.find((known) => known === event.target.value) ?? "")}
      >
        <option value="">{words.noReason}</option>
        {REASONS.map((known) => (
          <option key={known} value={known}>
            {words.reasons[known]}
          </option>
        ))}
      </SelectField>
      {cancel.error !== null && (
        <p role="alert" className="mt-3 text-table text-bad">
          {describeSellingProblem(cancel.error)}
        </p>
      )}
    </Dialog>
  );
}

const REASONS = Object.keys(words.reasons) as readonly CancelReason[];
