import { Suspense, useState } from "react";
import type { OnCommand } from "../lib/commands.ts";
import { goToSection } from "../lib/go-to-section.ts";
import { lazyPart } from "../lib/lazy-part.ts";
import { listPageCommands } from "../lib/list-page-commands.ts";
import { useCommandKey } from "../lib/use-command-key.ts";

const CommandPalette = lazyPart(() => import("../components/command-palette.tsx"));
const COMMANDS = listPageCommands(goToSection);

/** The page's commands: in the host's palette where it has one, else in a palette of the page's own. */
export default function PageCommands({ onCommand }: { onCommand: OnCommand | undefined }) {
  const [isOpen, setOpen] = useState(false);
  useCommandKey(() => (onCommand === undefined ? setOpen(true) : onCommand(COMMANDS)));
  if (!isOpen) return null;
  return (
    <Suspense>
      <CommandPalette commands={COMMANDS} onClose={() => setOpen(false)} />
    </Suspense>
  );
}
