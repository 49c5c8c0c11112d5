import { TriangleAlert } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import { Button } from "../../components/button.tsx";
import { SelectField, TextField } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { Switch } from "../../components/switch.tsx";
import { useAccount, useBusiness } from "../../lib/business.ts";
import { formatMoney } from "../../lib/format-money.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { formatClock } from "../../lib/format-time.ts";
import { goToSection } from "../../lib/go-to-section.ts";
import { lazyPart } from "../../lib/lazy-part.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { useCards } from "../../lib/use-cards.ts";
import type { Package } from "../../lib/use-catalogue.ts";
import { useNow } from "../../lib/use-now.ts";
import type { TopUp, useTopUp } from "../../lib/use-top-up.ts";
import { NotSaved, useFormPart } from "./form-parts.ts";
import {
  type CheckedDraft,
  checkDraft,
  type DraftErrors,
  describeChanges,
  markOf,
  type TopUpDraft,
  toDraft,
} from "./top-up-draft.ts";
import { TopUpFacts } from "./top-up-facts.tsx";

const TopUpDialog = lazyPart(() => import("./top-up-dialog.tsx"));
const words = sellingStrings.automatic;

type Asked = { readonly rule: CheckedDraft; readonly onSaved: () => void; readonly onClose: () => void };

/**
 * The rule as a sentence with fields, a part of the form it is saved with. Turning it on, and any change while it is on, is
 * agreed to in a dialog that says the amounts: saving alone never charges a card.
 */
export function TopUpFields({
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
  const [written, setWritten] = useState<TopUpDraft | null>(null);
  const [errors, setErrors] = useState<DraftErrors>({});
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isSaved, setSaved] = useState(false);
  const toggle = useRef<HTMLInputElement>(null);
  const draft = written ?? saved;
  const currency = packages.find(({ key }) => key === draft.packageKey)?.price.currency ?? "";
  const changes = describeChanges(draft, saved, packages);
  const isMine = role !== "member" && !isSuspended;
  const hasNoCard = cards !== null && cards.length === 0;

  const change = (patch: Partial<TopUpDraft>) => {
    set.reset();
    setErrors({});
    setSaved(false);
    setWritten({ ...draft, ...patch });
  };
  const settled = () => {
    setWritten(null);
    setAsked(null);
    setSaved(true);
  };
  const agree = (rule: CheckedDraft) =>
    new Promise<void>((resolve, reject) => {
      setAsked({
        rule,
        onSaved: () => {
          settled();
          resolve();
        },
        onClose: () => {
          set.reset();
          setAsked(null);
          toggle.current?.focus();
          reject(new NotSaved());
        },
      });
    });
  useFormPart(
    "topUp",
    isMine
      ? {
          changes,
          check: () => {
            const { errors: wrong } = checkDraft(draft, packages);
            setErrors(wrong ?? {});
            return wrong === null;
          },
          save: async () => {
            const { checked } = checkDraft(draft, packages);
            if (checked === null) throw new NotSaved();
            if (draft.enabled) return agree(checked);
            const { belowTokens, chosen, monthlyCap } = checked;
            await set.mutateAsync({ enabled: false, belowTokens, package: chosen.key, monthlyCap });
            settled();
          },
          discard: () => {
            set.reset();
            setErrors({});
            setWritten(null);
          },
          marks: markOf(draft, packages),
        }
      : null,
  );
  return (
    <div className="border-t border-line pt-6">
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-1 text-table">
        <Switch
          box={toggle}
          label={words.toggle}
          isOn={draft.enabled}
          isDisabled={!isMine || (hasNoCard && !draft.enabled)}
          onChange={(enabled) => change({ enabled })}
        >
          {draft.enabled ? words.on : words.off}
        </Switch>
        <State topUp={topUp} timeZone={timeZone} />
        {isMine && hasNoCard && (
          <span className="flex flex-wrap items-center gap-3">
            {words.needsCard}
            <Button size="small" onClick={() => goToSection("payment")}>
              {words.addCard}
            </Button>
          </span>
        )}
      </div>
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
      {!isMine && <p className="mt-4 text-meta text-ink-3">{isSuspended ? words.readOnlySuspended : words.readOnly}</p>}
      <p role="status" className="mt-2 min-h-5 text-table text-good">
        {isSaved && changes.length === 0 && (topUp.enabled ? words.saved : words.savedOff)}
      </p>
      {topUp.package !== null && <TopUpFacts topUp={topUp} userId={userId} timeZone={timeZone} now={now} />}
      {asked !== null && (
        <Suspense>
          <TopUpDialog
            rule={asked.rule}
            isOn={topUp.enabled}
            set={set}
            onSaved={asked.onSaved}
            onClose={asked.onClose}
          />
        </Suspense>
      )}
    </div>
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
