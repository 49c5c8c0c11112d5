import { balance } from "./strings/en/balance.ts";
import { calls } from "./strings/en/calls.ts";
import { history } from "./strings/en/history.ts";
import { shell } from "./strings/en/shell.ts";
import { usage } from "./strings/en/usage.ts";

/** Every word of the page, but for those in `page-strings.ts`. A missing one is a compile error; another language is one more object of this type. */
export const strings = { balance, calls, history, shell, usage };
