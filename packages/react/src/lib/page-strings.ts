import { account } from "./strings/en/account.ts";
import { caps } from "./strings/en/caps.ts";
import { files } from "./strings/en/files.ts";
import { settings } from "./strings/en/settings.ts";

/** Words that nothing needs before the balance is there: they come with the code of their pages and sections. */
export const pageStrings = { account, caps, files, settings };
