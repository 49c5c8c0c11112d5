import { Icon } from "@farebox/react/components/icon.tsx";
import { Menu, MenuChoices, MenuItem, MenuLabel, MenuSeparator } from "@farebox/react/components/menu.tsx";
import { Name } from "@farebox/react/components/name.tsx";
import { classNames } from "@farebox/react/lib/class-names.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, CircleUser, Keyboard, LogOut, Plus, Search, SunMoon } from "lucide-react";
import type { ReactNode } from "react";
import { LANGUAGE_NAMES, type LanguageChoice } from "../../lib/language.ts";
import { signOut } from "../../lib/sign-out.ts";
import { THEMES, useTheme } from "../../lib/theme.ts";
import { useLanguageChoice } from "../../lib/use-language-choice.ts";
import { type HeaderParts, switchClass, toolClass } from "./header.tsx";

const words = pageStrings.frame;
const LANGUAGE_CHOICES: readonly { value: LanguageChoice; label: ReactNode }[] = [
  { value: "browser", label: words.languageBrowser },
  ...(["en", "de", "ar"] as const).map((value) => ({
    value,
    label: <span lang={value}>{LANGUAGE_NAMES[value]}</span>,
  })),
];
type Parts = HeaderParts & { part: "business" | "person" };

/** The header's menus, in one chunk of their own. */
export default function HeaderMenus(props: Parts) {
  if (props.part === "business") return <BusinessMenu {...props} />;
  return (
    <>
      <button
        type="button"
        aria-label={words.commands}
        aria-keyshortcuts="Meta+K Control+K"
        title="⌘K, Ctrl K"
        onClick={props.onCommands}
        className={classNames(toolClass, "max-sm:hidden")}
      >
        <Icon of={Search} />
      </button>
      {!props.isViewing && props.bell}
      <ThemeMenu />
      <PersonMenu {...props} />
    </>
  );
}

function BusinessMenu({ account, business, onSwitch }: Parts) {
  const navigate = useNavigate();
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" aria-label={words.switchBusiness(business.name)} className={switchClass}>
          <Name>{business.name}</Name>
          <Icon of={ChevronsUpDown} size={14} className="text-ink-3" />
        </button>
      }
    >
      <MenuLabel>{words.businesses}</MenuLabel>
      <MenuChoices
        value={business.id}
        options={account.businesses.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={onSwitch}
      />
      <MenuSeparator />
      <MenuItem onSelect={() => void navigate({ to: "/new-business" })}>
        <Icon of={Plus} />
        {words.newBusiness}
      </MenuItem>
    </Menu>
  );
}

function ThemeMenu() {
  const [theme, choose] = useTheme();
  return (
    <Menu
      trigger={
        <button type="button" aria-label={words.theme} className={toolClass}>
          <Icon of={SunMoon} />
        </button>
      }
    >
      <MenuLabel>{words.theme}</MenuLabel>
      <MenuChoices
        value={theme}
        options={THEMES.map((value) => ({ value, label: words.themes[value] }))}
        onChange={choose}
      />
    </Menu>
  );
}

function PersonMenu({ account, onCommands, onHelp }: Parts) {
  const { choice, chooseHere } = useLanguageChoice();
  return (
    <Menu
      trigger={
        <button type="button" aria-label={words.account(account.email)} className={toolClass}>
          <Icon of={CircleUser} />
        </button>
      }
    >
      <MenuLabel>{account.email}</MenuLabel>
      <MenuItem onSelect={onCommands}>
        <Icon of={Search} />
        {words.commands}
      </MenuItem>
      <MenuItem onSelect={onHelp}>
        <Icon of={Keyboard} />
        {words.shortcuts}
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>{words.language}</MenuLabel>
      <MenuChoices value={choice} options={LANGUAGE_CHOICES} onChange={chooseHere} />
      <MenuSeparator />
      <MenuItem onSelect={() => void signOut()}>
        <Icon of={LogOut} />
        {words.signOut}
      </MenuItem>
    </Menu>
  );
}
