import { Plus } from "lucide-react";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { pageStrings } from "../../lib/page-strings.ts";
import { type AlertDraft, MOST_ALERTS } from "./alert-drafts.ts";
import { nameAlert } from "./name-alert.ts";

const words = pageStrings.alerts;
type Line = Pick<AlertDraft, "unit" | "threshold">;
const USUAL: readonly Line[] = [
  { unit: "tokens", threshold: "100" },
  { unit: "days", threshold: "3" },
  { unit: "percent", threshold: "20" },
];

/** The usual lines that are not there yet, each one press away, and any other. */
export function AddAlert({ drafts, onAdd }: { drafts: readonly AlertDraft[]; onAdd: (line: Line) => void }) {
  if (drafts.filter(({ isRemoved }) => !isRemoved).length >= MOST_ALERTS)
    return <p className="mt-3 text-meta text-ink-3">{words.most}</p>;
  const missing = USUAL.filter((usual) => !drafts.some((draft) => nameAlert(draft) === nameAlert(usual)));
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      <Button data-add onClick={() => onAdd({ unit: "tokens", threshold: "" })}>
        <Icon of={Plus} />
        {words.add}
      </Button>
      {missing.map((line) => {
        const name = nameAlert(line);
        return (
          <Button
            key={name}
            size="small"
            className="rounded-full"
            aria-label={words.addNamed(name)}
            onClick={() => onAdd(line)}
          >
            <Icon of={Plus} size={14} />
            {name}
          </Button>
        );
      })}
    </div>
  );
}
