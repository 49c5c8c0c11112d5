import { Dialog } from "@farebox/react/components/dialog.tsx";
import { Key } from "@farebox/react/components/key.tsx";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { usePreference } from "@farebox/react/lib/preferences.ts";
import { SHORTCUTS_PREFERENCE } from "@farebox/react/lib/shortcuts.ts";

const words = pageStrings.frame;
const list = words.shortcutList;

const ROWS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ["A"], does: list.tokens },
  { keys: ["U"], does: list.usage },
  { keys: ["P"], does: list.plans },
  { keys: ["H"], does: list.history },
  { keys: ["/"], does: list.search },
  { keys: ["E"], does: list.export },
  { keys: ["J", "K"], does: list.rows },
  { keys: ["Enter"], does: list.open },
  { keys: ["[", "]"], does: list.period },
  { keys: ["←", "→", "↑", "↓", "Enter", "Esc"], does: list.chart },
  { keys: ["⌘ K", "Ctrl K"], does: list.commands },
  { keys: ["?"], does: list.help },
];

/** All keys of the page, and the switch that turns single ones off. */
export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const [stored, store] = usePreference(SHORTCUTS_PREFERENCE, "on");
  return (
    <Dialog shape="center" title={words.shortcuts} onClose={onClose}>
      <dl className="text-table">
        {ROWS.map(({ keys, does }) => (
          <div key={does} className="flex items-center justify-between gap-6 border-b border-line py-2">
            <dt className="flex shrink-0 flex-wrap gap-1">
              {keys.map((key) => (
                <Key key={key} name={key} />
              ))}
            </dt>
            <dd className="text-end text-ink-2">{does}</dd>
          </div>
        ))}
      </dl>
      <label className="mt-4 flex min-h-8 items-center gap-2 text-table">
        <input
          type="checkbox"
          className="size-4 accent-ink"
          checked={stored !== "off"}
          onChange={(event) => store(event.target.checked ? "on" : "off")}
        />
        {words.shortcutsOn}
      </label>
      <p className="text-meta text-ink-3">{words.shortcutsHint}</p>
    </Dialog>
  );
}
