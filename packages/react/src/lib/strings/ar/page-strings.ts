import type { PageStrings } from "../../page-strings.ts";
import { account } from "./account.ts";
import { alerts } from "./alerts.ts";
import { caps } from "./caps.ts";
import { errors } from "./errors.ts";
import { explorer } from "./explorer.ts";
import { files } from "./files.ts";
import { frame } from "./frame.ts";
import { history } from "./history.ts";
import { liveCalls } from "./live-calls.ts";
import { nextUp } from "./next-up.ts";
import { notices } from "./notices.ts";
import { settings } from "./settings.ts";
import { usage } from "./usage.ts";
import { webhooks } from "./webhooks.ts";

export const pageStrings: PageStrings = {
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
