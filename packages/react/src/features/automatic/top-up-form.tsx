import { TriangleAlert } from "lucide-react";
import { type FormEvent, Suspense, useRef, useState } from "react";
import { Button } from "../../components/button.tsx";
import { SelectField, TextField } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { useAccount, useBusiness } from "../../lib/business.ts";
import { classNames } from "../../lib/class-names.ts";
import { formatMoney } from "../../lib/format-money.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { formatClock } from "../../lib/format-time.ts";
import { goToSection } from "../../lib/go-to-section.ts";
import { lazyPart } from "../../lib/lazy-part.ts";
import { describeSellingProblem } from "../../lib/selling-problem.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { useCards } from "../../lib/use-cards.ts";
import type { Package } from "../../lib/use-catalogue.ts";
import { useNow } from "../../lib/use-now.ts";
import type { TopUp, useTopUp } from "../../lib/use-top-up.ts";
import { type CheckedDraft, checkDraft, type DraftErrors, isSameDraft, toDraft } from "./top-up-draft.ts";
import { TopUpFacts } from "./top-up-facts.tsx";

const TopUpDialog = lazyPart(() => import("./top-up-dialog.tsx"));
const words = sellingStrings.automatic;

/** The rule as a sentence with fields. Turning it on, and any change of it, is agreed to in a dialog that says the amounts. */
export function TopUpForm({
  topUp,
  packages,
  set,
  timeZone,
}: {
  topUp: TopUp;
  packages: readonly Package[];
  set: ReturnType<typeof useTopUp>["set"];
  timeZone: string;
}) {
  const { role, isSuspended } = useBusiness();
  const { userId } = useAccount();
  const now = useNow();
  const { cards } = useCards();
  const saved = toDraft(topUp, packages);
  const [written, setWritten] = useState<typeof saved | null>(null);
  const [errors, setErrors] = useState<DraftErrors>({});
  const [asked, setAsked] = useState<CheckedDraft | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const draft = written ?? saved;
  const currency = packages.find(({ key }) => key === draft.packageKey)?.price.currency ?? "";
  const isChanged = !isSameDraft(draft, saved);
  const isMine = role !== "member" && !isSuspended;
  const hasNoCard = cards !== null && cards.length === 0;

  const change = (patch: Partial<typeof saved>) => {
    set.reset();
    setErrors({});
    setWritten({ ...draft, ...patch });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { checked, errors: wrong } = checkDraft(draft, packages);
    if (checked !== null) return setAsked(checked);
    setErrors(wrong);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  };
  const turnOff = () =>
    set.mutate({
      enabled: false,
      belowTokens: topUp.belowTokens,
      package: topUp.package ?? draft.packageKey,
      monthlyCap: topUp.monthlyCap?.amount ?? 0,
    });
  return (
    <form ref={form} onSubmit={submit} noValidate className="border-t border-line pt-6">
      <p className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-table">
        <span className={classNames("font-semibold", topUp.enabled && "text-good")}>
          {topUp.enabled ? words.on : words.off}
        </span>
        <State topUp={topUp} timeZone={timeZone} />
      </p>
      <fieldset disabled={!isMine} className="grid max-w-3xl grid-cols-3 gap-4 max-sm:grid-cols-1">
        <legend className="sr-only">{words.toggle}</legend>
        <TextField
          label={words.fields.below}
          inputMode="decimal"
          autoComplete="off"
          value={draft.below}
          error={errors.below}
          onChange={(event) => change({ below: event.target.value })}
        />
        <SelectField
          label={words.fields.package}
          value={draft.packageKey}
          error={errors.package ?? null}
          onChange={(event) => change({ packageKey: event.target.value })}
        >
          {packages.map(({ key, name, total, price }) => (
            <option key={key} value={key}>
              {words.option(
                sellingStrings.packages.names[key] ?? name,
                formatTokens(total, { digits: 0 }),
                formatMoney(price),
              )}
            </option>
          ))}
        </SelectField>
        <TextField
          label={words.fields.cap(currency.toUpperCase())}
          inputMode="decimal"
          autoComplete="off"
          value={draft.cap}
          error={errors.cap}
          onChange={(event) => change({ cap: event.target.value })}
        />
      </fieldset>
      {isMine ? (
        <div className="mt-4 flex flex-wrap items-center gap-2">
          {hasNoCard ? (
            <>
              <p className="me-2 text-table">{words.needsCard}</p>
              <Button onClick={() => goToSection("payment")}>{words.addCard}</Button>
            </>
          ) : (
            (!topUp.enabled || isChanged) && (
              <Button type="submit" kind="primary">
                {topUp.enabled ? words.save : words.turnOn}
              </Button>
            )
          )}
          {isChanged && topUp.enabled && (
            <Button
              onClick={() => {
                setErrors({});
                setWritten(null);
              }}
            >
              {words.discard}
            </Button>
          )}
          {topUp.enabled && (
            <Button isBusy={set.isPending && asked === null} onClick={turnOff}>
              {words.turnOff}
            </Button>
          )}
          <p role="status" className="ms-2 text-table text-good">
            {set.isSuccess && !isChanged && (topUp.enabled ? words.saved : words.savedOff)}
          </p>
        </div>
      ) : (
        <p className="mt-4 text-meta text-ink-3">{isSuspended ? words.readOnlySuspended : words.readOnly}</p>
      )}
      {set.error !== null && asked === null && (
        <p role="alert" className="text-table text-bad">
          {describeSellingProblem(set.error)}
        </p>
      )}
      {topUp.package !== null && <TopUpFacts topUp={topUp} userId={userId} timeZone={timeZone} now={now} />}
      {asked !== null && (
        <Suspense>
          <TopUpDialog
            rule={asked}
            isOn={topUp.enabled}
            set={set}
            onSaved={() => {
              setWritten(null);
              setAsked(null);
            }}
            onClose={() => {
              set.reset();
              setAsked(null);
            }}
          />
        </Suspense>
      )}
    </form>
  );
}

function State({ topUp, timeZone }: { topUp: TopUp; timeZone: string }) {
  const warning =
    topUp.turnedOffReason !== null
      ? words.turnedOff
      : topUp.enabled && topUp.pausedUntil !== null
        ? words.paused(formatClock(new Date(topUp.pausedUntil), timeZone))
        : null;
  if (warning !== null) {
    return (
      <span className="flex items-start gap-2">
        <Icon of={TriangleAlert} className="mt-0.5 text-warn" />
        {warning}
      </span>
    );
  }
  return topUp.enabled && topUp.waitsForRise ? <span className="text-ink-2">{words.waitsForRise}</span> : null;
}
