import type { Strings } from "../../strings.ts";
import { balance } from "./balance.ts";
import { calls } from "./calls.ts";
import { measures } from "./measures.ts";
import { shell } from "./shell.ts";

export const strings: Strings = { balance, calls, measures, shell };
