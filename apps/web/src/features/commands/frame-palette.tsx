import CommandPalette from "@farebox/react/components/command-palette.tsx";
import { useAccount, useBusiness } from "@farebox/react/lib/business.ts";
import type { Command } from "@farebox/react/lib/commands.ts";
import { listPageCommands } from "@farebox/react/lib/list-page-commands.ts";
import { useGoToPlace } from "../../lib/use-go-to-place.ts";
import { useFrameCommands } from "./use-frame-commands.ts";

/** All that can be done from the keyboard: on the billing page, and around it. */
export default function FramePalette({
  pageCommands,
  onSwitch,
  onHelp,
  onClose,
}: {
  pageCommands: readonly Command[];
  onSwitch: (businessId: string) => void;
  onHelp: () => void;
  onClose: () => void;
}) {
  const goToPlace = useGoToPlace();
  const frameCommands = useFrameCommands({ account: useAccount(), business: useBusiness(), onSwitch, onHelp });
  const ofPage = pageCommands.length > 0 ? pageCommands : listPageCommands(goToPlace);
  return <CommandPalette commands={[...ofPage, ...frameCommands]} onClose={onClose} />;
}
