import type { Account, Business } from "@farebox/react/lib/business.ts";
import type { Command } from "@farebox/react/lib/commands.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { strings } from "@farebox/react/lib/strings.ts";
import { useNavigate } from "@tanstack/react-router";
import { LANGUAGE_NAMES, type LanguageChoice } from "../../lib/language.ts";
import { listSettingsPages } from "../../lib/settings-pages.ts";
import { signOut } from "../../lib/sign-out.ts";
import { THEMES, useTheme } from "../../lib/theme.ts";
import { useLanguageChoice } from "../../lib/use-language-choice.ts";

const words = pageStrings.frame;

/** What the frame can do, whichever page is in it. */
export function useFrameCommands({
  account,
  business,
  onSwitch,
  onHelp,
}: {
  account: Account;
  business: Business;
  onSwitch: (businessId: string) => void;
  onHelp: () => void;
}): readonly Command[] {
  const navigate = useNavigate();
  const [theme, chooseTheme] = useTheme();
  const languages = useLanguageChoice();
  const { go, business: businesses, look, account: person } = words.groups;
  const others = account.businesses.filter(({ id }) => id !== business.id);
  return [
    ...[{ to: "/dashboard/billing", title: strings.shell.billing } as const, ...listSettingsPages(business.role)].map(
      ({ to, title }): Command => ({
        id: to,
        title: words.goTo(title),
        group: go,
        run: () => void navigate({ to }),
      }),
    ),
    ...others.map(
      ({ id, name }): Command => ({ id, title: words.switchTo(name), group: businesses, run: () => onSwitch(id) }),
    ),
    {
      id: "new-business",
      title: words.newBusiness,
      group: businesses,
      run: () => void navigate({ to: "/new-business" }),
    },
    ...THEMES.map(
      (value): Command => ({
        id: `theme-${value}`,
        title: words.themeOf(words.themes[value]),
        group: look,
        isCurrent: value === theme,
        run: () => chooseTheme(value),
      }),
    ),
    ...Object.entries({ browser: words.languageBrowser, ...LANGUAGE_NAMES }).map(
      ([value, name]): Command => ({
        id: `language-${value}`,
        title: words.languageOf(name),
        group: look,
        isCurrent: value === languages.choice,
        run: () => languages.chooseHere(value as LanguageChoice),
      }),
    ),
    { id: "shortcuts", title: words.shortcuts, group: person, key: "?", run: onHelp },
    { id: "sign-out", title: words.signOut, group: person, run: () => void signOut() },
  ];
}
