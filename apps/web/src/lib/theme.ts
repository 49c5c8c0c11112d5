import { usePreference } from "@farebox/react/lib/preferences.ts";

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The chosen theme. `first.js` applies it before the first paint; this applies changes. */
export function useTheme(): [theme: Theme, choose: (theme: Theme) => void] {
  const [stored, store] = usePreference("theme", "auto");
  const theme = THEMES.find((known) => known === stored) ?? "auto";
  const choose = (next: Theme) => {
    if (next === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = next;
    store(next);
  };
  return [theme, choose];
}
