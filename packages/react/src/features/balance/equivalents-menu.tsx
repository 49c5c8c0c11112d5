import { SlidersHorizontal } from "lucide-react";
import { Icon } from "../../components/icon.tsx";
import { Menu, MenuCheck, MenuLabel } from "../../components/menu.tsx";
import { strings } from "../../lib/strings.ts";
import { menuButtonClass, nameEquivalent } from "./equivalents-line.tsx";
import type { Equivalent } from "./use-equivalents.ts";

/** Chooses which services the balance is compared with. */
export default function EquivalentsMenu({
  equivalents,
  onToggle,
}: {
  equivalents: readonly Equivalent[];
  onToggle: (service: string, isShown: boolean) => void;
}) {
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className={menuButtonClass} aria-label={strings.balance.chooseEquivalents}>
          <Icon of={SlidersHorizontal} size={14} />
        </button>
      }
    >
      <MenuLabel>{strings.balance.chooseEquivalents}</MenuLabel>
      {equivalents.map((equivalent) => {
        const { amount, unit } = nameEquivalent(equivalent);
        return (
          <MenuCheck
            key={equivalent.service}
            label={`${amount} ${unit}`}
            isChecked={equivalent.isShown}
            onChange={(isShown) => onToggle(equivalent.service, isShown)}
          />
        );
      })}
    </Menu>
  );
}
