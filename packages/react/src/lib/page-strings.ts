import { language } from "./locale.ts";
import { account } from "./strings/en/account.ts";
import { alerts } from "./strings/en/alerts.ts";
import { caps } from "./strings/en/caps.ts";
import { errors } from "./strings/en/errors.ts";
import { explorer } from "./strings/en/explorer.ts";
import { files } from "./strings/en/files.ts";
import { frame } from "./strings/en/frame.ts";
import { history } from "./strings/en/history.ts";
import { liveCalls } from "./strings/en/live-calls.ts";
import { nextUp } from "./strings/en/next-up.ts";
import { notices } from "./strings/en/notices.ts";
import { settings } from "./strings/en/settings.ts";
import { usage } from "./strings/en/usage.ts";
import { webhooks } from "./strings/en/webhooks.ts";

const english = {
  account,
  alerts,
  caps,
  errors,
  explorer,
  files,
  frame,
  history,
  liveCalls,
  nextUp,
  notices,
  settings,
  usage,
  webhooks,
};

export type PageStrings = typeof english;

/** Words that nothing needs before the balance is there: they come with the code of their pages and sections. */
export const pageStrings: PageStrings =
  language === "de"
    ? (await import("./strings/de/page-strings.ts")).pageStrings
    : language === "ar"
      ? (await import("./strings/ar/page-strings.ts")).pageStrings
      : english;
