import { type FormEvent, useMemo, useRef, useState } from "react";
import { SaveBar } from "../../components/save-bar.tsx";
import { formatCount } from "../../lib/format-number.ts";
import { keepFocus, moveFocus } from "../../lib/move-focus.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { describeSellingProblem } from "../../lib/selling-problem.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { strings } from "../../lib/strings.ts";
import { useUnsaved } from "../../lib/use-unsaved.ts";
import { AlertsPart } from "./alerts-part.tsx";
import { BalanceTrack } from "./balance-track.tsx";
import { CapsPart } from "./caps-part.tsx";
import { type FormPart, NotSaved, PART_NAMES, type PartName, PartsContext } from "./form-parts.ts";
import type { Mark } from "./lay-track.ts";
import { TopUpPart } from "./top-up-part.tsx";

const words = sellingStrings.automatic;
const NAMES: Readonly<Record<PartName, string>> = {
  topUp: words.title,
  alerts: pageStrings.alerts.title,
  caps: strings.shell.caps,
};

/**
 * What happens by itself: top-up, alerts and caps, one form with one bar. Each part is saved by itself, so that one which is
 * refused keeps none of the others from being saved; the bar then says which are not.
 */
export default function AutomaticSection({ timeZone }: { timeZone: string }) {
  const parts = useRef(new Map<PartName, FormPart>());
  const form = useRef<HTMLFormElement>(null);
  const [changes, setChanges] = useState<Told<string>>({});
  const [marks, setMarks] = useState<Told<Mark>>({});
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const told = useMemo(
    () => ({
      tell(name: PartName, part: FormPart | null) {
        if (part === null) parts.current.delete(name);
        else parts.current.set(name, part);
        setChanges((known) => withTold(known, name, part?.changes ?? [], (one, other) => one === other));
        setMarks((known) => withTold(known, name, part?.marks ?? [], isSameMark));
      },
    }),
    [],
  );
  const all = PART_NAMES.flatMap((name) => changes[name] ?? []);
  useUnsaved(all.length > 0);

  const save = async () => {
    const changed = listChanged(parts.current);
    setProblems([]);
    // All of them are looked at, so that each says what is wrong with it.
    const right = changed.map(([, part]) => part.check());
    if (right.includes(false)) return moveFocus(form.current, "[aria-invalid]");
    setBusy(true);
    const failed: string[] = [];
    const attempt = async ([name, part]: Changed) => {
      const problem = await part.save().then(
        () => null,
        (failure: unknown) => failure ?? new Error("nothing was said"),
      );
      if (problem !== null && !(problem instanceof NotSaved))
        failed.push(words.notSaved(NAMES[name], describeSellingProblem(problem)));
    };
    await Promise.all(changed.filter(([name]) => name !== "topUp").map(attempt));
    // It may ask for a person's word, which nothing else waits for.
    for (const each of changed.filter(([name]) => name === "topUp")) await attempt(each);
    setProblems(failed);
    setBusy(false);
    keepFocus(form.current);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy && all.length > 0) void save();
  };
  const discard = () => {
    setProblems([]);
    for (const [, part] of listChanged(parts.current)) part.discard();
    keepFocus(form.current);
  };
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label={words.formName}>
      <PartsContext.Provider value={told}>
        <TopUpPart timeZone={timeZone} />
        <BalanceTrack marks={PART_NAMES.flatMap((name) => marks[name] ?? [])} />
        <AlertsPart timeZone={timeZone} />
        <CapsPart />
      </PartsContext.Provider>
      {all.length > 0 && (
        <SaveBar
          title={pageStrings.caps.unsaved(formatCount(all.length), all.length !== 1)}
          changes={all}
          problems={problems}
          isBusy={isBusy}
          onDiscard={discard}
        />
      )}
    </form>
  );
}

type Changed = readonly [PartName, FormPart];

function listChanged(parts: ReadonlyMap<PartName, FormPart>): readonly Changed[] {
  return PART_NAMES.flatMap((name): Changed[] => {
    const part = parts.get(name);
    return part === undefined || part.changes.length === 0 ? [] : [[name, part]];
  });
}

/** The same object as long as the same is told: parts tell of themselves whenever they are drawn. */
function withTold<Item>(
  known: Told<Item>,
  name: PartName,
  told: readonly Item[],
  isSame: (one: Item, other: Item | undefined) => boolean,
): Told<Item> {
  const before = known[name] ?? [];
  const isKnown = before.length === told.length && before.every((item, index) => isSame(item, told[index]));
  return isKnown ? known : { ...known, [name]: told };
}

type Told<Item> = Readonly<Partial<Record<PartName, readonly Item[]>>>;

function isSameMark(one: Mark, other: Mark | undefined): boolean {
  return one.at === other?.at && one.adds === other.adds;
}
