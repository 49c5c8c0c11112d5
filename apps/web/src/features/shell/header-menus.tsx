import { Icon } from "@farebox/react/components/icon.tsx";
import { Menu, MenuChoices, MenuItem, MenuLabel, MenuSeparator } from "@farebox/react/components/menu.tsx";
import type { Account, Business } from "@farebox/react/lib/business.ts";
import { LANGUAGE_PREFERENCE, type Language, language } from "@farebox/react/lib/locale.ts";
import { writePreference } from "@farebox/react/lib/preferences.ts";
import { strings } from "@farebox/react/lib/strings.ts";
import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, CircleUser, Keyboard, LogOut, Plus, SunMoon } from "lucide-react";
import { signOut } from "../../lib/sign-out.ts";
import { THEMES, useTheme } from "../../lib/theme.ts";
import { switchClass, toolClass } from "./header.tsx";

const words = strings.shell;
/** Each in its own language: whoever is in the wrong one finds the way. */
const LANGUAGE_CHOICES = [
  { value: "en", label: <span lang="en">English</span> },
  { value: "de", label: <span lang="de">Deutsch</span> },
  { value: "ar", label: <span lang="ar">العربية</span> },
] as const satisfies readonly { value: Language; label: unknown }[];
type Parts = {
  part: "business" | "person";
  account: Account;
  business: Business;
  onSwitch: (businessId: string) => void;
  onHelp: () => void;
};

/** The header's menus, in one chunk of their own. */
export default function HeaderMenus(props: Parts) {
  if (props.part === "business") return <BusinessMenu {...props} />;
  return (
    <>
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
          <span className="truncate">{business.name}</span>
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

function PersonMenu({ account, onHelp }: Parts) {
  return (
    <Menu
      trigger={
        <button type="button" aria-label={words.account(account.email)} className={toolClass}>
          <Icon of={CircleUser} />
        </button>
      }
    >
      <MenuLabel>{account.email}</MenuLabel>
      <MenuItem onSelect={onHelp}>
        <Icon of={Keyboard} />
        {words.shortcuts}
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>{words.language}</MenuLabel>
      <MenuChoices value={language} options={LANGUAGE_CHOICES} onChange={chooseLanguage} />
      <MenuSeparator />
      <MenuItem onSelect={() => void signOut()}>
        <Icon of={LogOut} />
        {words.signOut}
      </MenuItem>
    </Menu>
  );
}

/** Words are read once, when the page begins. */
function chooseLanguage(next: Language) {
  writePreference(LANGUAGE_PREFERENCE, next);
  window.location.reload();
}
