import type { NoticeWords } from "@farebox/notices";
import type { account } from "@farebox/react/lib/strings/en/account.ts";
import type { alerts } from "@farebox/react/lib/strings/en/alerts.ts";
import type { banners } from "@farebox/react/lib/strings/en/banners.ts";
import type { caps } from "@farebox/react/lib/strings/en/caps.ts";
import type { files } from "@farebox/react/lib/strings/en/files.ts";
import type { history } from "@farebox/react/lib/strings/en/history.ts";
import type { liveCalls } from "@farebox/react/lib/strings/en/live-calls.ts";
import type { notices } from "@farebox/react/lib/strings/en/notices.ts";
import type { packages } from "@farebox/react/lib/strings/en/packages.ts";
import type { plans } from "@farebox/react/lib/strings/en/plans.ts";
import type { purchases } from "@farebox/react/lib/strings/en/purchases.ts";

/** The page's own catalogue in one language, so that a test finds what a reader of that language sees. */
export async function readWords(language: "en" | "de" | "ar"): Promise<Words> {
  const parts = await Promise.all(
    PARTS.map(async (part) => {
      const file = part.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const module = (await import(`@farebox/react/lib/strings/${language}/${file}.ts`)) as Record<string, unknown>;
      return [part, module[part]] as const;
    }),
  );
  const named = (await import(`@farebox/notices/words/${language}.ts`)) as Record<string, NoticeWords>;
  return { ...(Object.fromEntries(parts) as Omit<Words, "said">), said: Object.values(named)[0] as NoticeWords };
}

const PARTS = [
  "account",
  "alerts",
  "banners",
  "caps",
  "files",
  "history",
  "liveCalls",
  "notices",
  "packages",
  "plans",
  "purchases",
] as const;

export type Words = {
  readonly account: typeof account;
  readonly alerts: typeof alerts;
  readonly banners: typeof banners;
  readonly caps: typeof caps;
  readonly files: typeof files;
  readonly history: typeof history;
  readonly liveCalls: typeof liveCalls;
  readonly notices: typeof notices;
  readonly packages: typeof packages;
  readonly plans: typeof plans;
  readonly purchases: typeof purchases;
  /** What notices say. */
  readonly said: NoticeWords;
};
