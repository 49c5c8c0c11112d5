import type { PageStrings } from "../../page-strings.ts";
import { account } from "./account.ts";
import { caps } from "./caps.ts";
import { files } from "./files.ts";
import { history } from "./history.ts";
import { settings } from "./settings.ts";
import { usage } from "./usage.ts";

export const pageStrings: PageStrings = { account, caps, files, history, settings, usage };
