/** Something that can be done, as a command palette lists it. */
export type Command = {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  /** The single key that does the same. */
  readonly key?: string;
  /** What is in force already, among choices. */
  readonly isCurrent?: boolean;
  readonly run: () => void;
};

export type OnCommand = (commands: readonly Command[]) => void;

/** Those whose title or group has every word that was typed, in their order. */
export function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  return commands.filter(({ title, group }) => {
    const text = fold(`${title} ${group}`);
    return words.every((word) => text.includes(word));
  });
}

/** Case and accents do not matter to whoever types in a hurry. */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLocaleLowerCase();
}
