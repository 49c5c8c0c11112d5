import type { Strings } from "../../strings.ts";
import { balance } from "./balance.ts";
import { calls } from "./calls.ts";
import { history } from "./history.ts";
import { shell } from "./shell.ts";
import { usage } from "./usage.ts";

export const strings: Strings = { balance, calls, history, shell, usage };
