import type { PageStrings } from "../../page-strings.ts";
import { account } from "./account.ts";
import { alerts } from "./alerts.ts";
import { caps } from "./caps.ts";
import { files } from "./files.ts";
import { frame } from "./frame.ts";
import { notices } from "./notices.ts";
import { settings } from "./settings.ts";
import { webhooks } from "./webhooks.ts";

export const pageStrings: PageStrings = { account, alerts, caps, files, frame, notices, settings, webhooks };
