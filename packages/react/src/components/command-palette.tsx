import { Check, Search } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { classNames } from "../lib/class-names.ts";
import { type Command, findCommands } from "../lib/commands.ts";
import { pageStrings } from "../lib/page-strings.ts";
import { Icon } from "./icon.tsx";
import { Key } from "./key.tsx";
import { Modal } from "./modal.tsx";

const words = pageStrings.frame;

/** Every command in one list that is narrowed by typing. The focus stays in the field; arrows move the mark, Enter does it. */
export default function CommandPalette({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [marked, setMarked] = useState(0);
  const found = findCommands(commands, typed);
  const groups = [...new Set(found.map(({ group }) => group))];
  const optionId = (command: Command) => `${id}-${command.id}`;
  const mark = (index: number) => {
    const next = (index + found.length) % found.length;
    const command = found[next];
    if (command === undefined) return;
    setMarked(next);
    document.getElementById(optionId(command))?.scrollIntoView({ block: "nearest" });
  };
  const choose = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    // The focus goes back to where it was first, and only then to where the command leads.
    requestAnimationFrame(() => command.run());
  };
  const onKey = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => mark(marked + 1),
      ArrowUp: () => mark(marked - 1),
      Enter: () => choose(found[marked]),
    };
    const move = moves[event.key];
    if (move === undefined || event.nativeEvent.isComposing) return;
    event.preventDefault();
    move();
  };
  const current = found[marked];
  return (
    <Modal
      onClose={onClose}
      aria-label={words.commands}
      className="sheet inset-x-0 top-16 m-0 mx-auto w-[440px] max-w-[calc(100vw-32px)] rounded-dialog border border-line bg-surface p-0 max-sm:top-4"
    >
      <div className="flex items-center gap-2 border-b border-line px-4">
        <Icon of={Search} className="text-ink-3" />
        <input
          // biome-ignore lint/a11y/noAutofocus: the palette was asked for to type in it
          autoFocus
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={current && optionId(current)}
          aria-label={words.findCommand}
          placeholder={words.findCommand}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setMarked(0);
          }}
          onKeyDown={onKey}
          className="h-11 min-w-0 flex-1 bg-transparent text-field outline-none sm:text-body"
        />
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={words.commands}
        className="max-h-[min(420px,60dvh)] overflow-y-auto overscroll-contain p-1"
      >
        {groups.map((group, index) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options; a fieldset cannot stand in a list box
          <div key={group} role="group" aria-labelledby={`${id}-group-${index}`}>
            <p id={`${id}-group-${index}`} className="px-2 py-1.5 text-meta text-ink-3">
              {group}
            </p>
            {found.map((command, place) => {
              if (command.group !== group) return null;
              const isMarked = place === marked;
              return (
                // Keys are heard by the field, which keeps the focus.
                // biome-ignore lint/a11y/useKeyWithClickEvents: arrows and Enter in the field do the same
                // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant marks it
                <div
                  key={command.id}
                  id={optionId(command)}
                  role="option"
                  aria-selected={isMarked}
                  onClick={() => choose(command)}
                  onPointerMove={() => setMarked(place)}
                  className={classNames(
                    "flex min-h-8 cursor-pointer items-center gap-3 rounded-control px-2 text-table max-sm:min-h-11",
                    isMarked && "bg-selected",
                  )}
                >
                  <span className="min-w-0 flex-1 truncate">{command.title}</span>
                  {command.isCurrent && (
                    <>
                      <Icon of={Check} />
                      <span className="sr-only">{words.current}</span>
                    </>
                  )}
                  {command.key !== undefined && <Key name={command.key} />}
                </div>
              );
            })}
          </div>
        ))}
        {found.length === 0 && <p className="px-2 py-3 text-table text-ink-2">{words.noCommand}</p>}
      </div>
      <p role="status" className="sr-only">
        {found.length === 0 && words.noCommand}
      </p>
    </Modal>
  );
}
