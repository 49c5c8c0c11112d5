import { account } from "./strings/en/account.ts";
import { balance } from "./strings/en/balance.ts";
import { calls } from "./strings/en/calls.ts";
import { caps } from "./strings/en/caps.ts";
import { history } from "./strings/en/history.ts";
import { settings } from "./strings/en/settings.ts";
import { shell } from "./strings/en/shell.ts";
import { usage } from "./strings/en/usage.ts";

/** Every word of the page. A missing one is a compile error; another language is one more object of the type of this one. */
export const strings = { account, balance, calls, caps, history, settings, shell, usage };
