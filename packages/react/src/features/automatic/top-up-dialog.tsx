import { useRef, useState } from "react";
import { Button } from "../../components/button.tsx";
import { Consent } from "../../components/consent.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { nameCard } from "../../lib/card-name.ts";
import { formatMoney } from "../../lib/format-money.ts";
import { formatCount, formatTokens } from "../../lib/format-number.ts";
import { readProblem } from "../../lib/problem.ts";
import { describeSellingProblem } from "../../lib/selling-problem.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { strings } from "../../lib/strings.ts";
import { useBalanceNow } from "../../lib/use-balance-now.ts";
import { useCards } from "../../lib/use-cards.ts";
import type { useTopUp } from "../../lib/use-top-up.ts";
import type { CheckedDraft } from "./top-up-draft.ts";

const words = sellingStrings.automatic.dialog;
type IfBelow = "buy_now" | "wait";

/** What will be charged by itself, in amounts, and the line to agree to. Below the trigger already, it asks what to do now. */
export default function TopUpDialog({
  rule,
  isOn,
  set,
  onSaved,
  onClose,
}: {
  rule: CheckedDraft;
  isOn: boolean;
  set: ReturnType<typeof useTopUp>["set"];
  onSaved: () => void;
  onClose: () => void;
}) {
  const balance = useBalanceNow();
  const { defaultCard } = useCards();
  const [hasAgreed, setAgreed] = useState(false);
  const [ifBelow, setIfBelow] = useState<IfBelow | null>(null);
  const [isAsked, setAsked] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const { chosen, belowTokens, monthlyCap } = rule;
  const price = formatMoney(chosen.price);
  const cap = formatMoney({ amount: monthlyCap, currency: chosen.price.currency });
  const times = Math.floor(monthlyCap / chosen.price.amount);
  // The API has the last word: the balance may have fallen below while this was read.
  const mustChoose =
    (balance !== null && balance.total < belowTokens) ||
    readProblem(set.error)?.fields?.some(({ path }) => path === "ifBelow") === true;

  const confirm = () => {
    if (!hasAgreed || (mustChoose && ifBelow === null)) {
      setAsked(true);
      if (!hasAgreed) box.current?.focus();
      return;
    }
    set.mutate(
      {
        enabled: true,
        belowTokens,
        package: chosen.key,
        monthlyCap,
        consent: true,
        ...(mustChoose && ifBelow !== null && { ifBelow }),
      },
      { onSuccess: onSaved },
    );
  };
  return (
    <Dialog
      shape="center"
      title={isOn ? words.titleChange : words.title}
      onClose={onClose}
      footer={
        <>
          <Button className="ms-auto" onClick={onClose}>
            {strings.shell.cancel}
          </Button>
          <Button kind="primary" isBusy={set.isPending} onClick={confirm}>
            {isOn ? words.confirmChange : ifBelow === "buy_now" && mustChoose ? words.confirmNow(price) : words.confirm}
          </Button>
        </>
      }
    >
      <div className="grid gap-2 text-table">
        <p>
          {words.text(
            defaultCard === null ? words.yourCard : nameCard(defaultCard),
            price,
            sellingStrings.packages.names[chosen.key] ?? chosen.name,
            formatTokens(chosen.total, { digits: 0 }),
            formatTokens(belowTokens, { digits: 6 }),
          )}
        </p>
        <p>
          {words.most(cap, formatCount(times), times !== 1)} {words.tax}
        </p>
        <p className="text-ink-2">{words.stop}</p>
      </div>
      {mustChoose && (
        <fieldset className="mt-4 text-table">
          <legend className="mb-1 font-medium">{words.below}</legend>
          {(["buy_now", "wait"] as const).map((value) => (
            <label key={value} className="flex min-h-8 items-center gap-3 max-sm:min-h-11">
              <input
                type="radio"
                name="if-below"
                className="size-4 accent-ink"
                checked={ifBelow === value}
                onChange={() => setIfBelow(value)}
              />
              {value === "buy_now" ? words.buyNow(price) : words.wait}
            </label>
          ))}
          {isAsked && ifBelow === null && (
            <p role="alert" className="text-meta text-bad">
              {words.ifBelowNeeded}
            </p>
          )}
        </fieldset>
      )}
      <Consent
        box={box}
        isTicked={hasAgreed}
        problem={isAsked && !hasAgreed ? words.consentNeeded : null}
        onChange={setAgreed}
      >
        {words.consent(cap)}
      </Consent>
      {set.error !== null && !mustChoose && (
        <p role="alert" className="mt-3 text-table text-bad">
          {describeSellingProblem(set.error)}
        </p>
      )}
    </Dialog>
  );
}
