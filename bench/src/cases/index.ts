import { type CaseGroup, groupOfOne } from "../bench.ts";
import { GROWTH_CASES } from "./growth.ts";
import { HTTP_USAGE, NO_OP } from "./http.ts";
import { MEMORY_CASES } from "./memory.ts";
import { MIX_CASES } from "./mixes.ts";
import { PACED_CASES } from "./paced-half-load.ts";
import { PROCESS_CASES } from "./processes.ts";
import { READ_CASES } from "./reads.ts";
import { OTHER_USAGE, UNIFORM_USAGE } from "./usage.ts";

export const GROUPS: readonly CaseGroup[] = [
  UNIFORM_USAGE,
  ...OTHER_USAGE.map(groupOfOne),
  ...MIX_CASES.map(groupOfOne),
  ...PACED_CASES.map(groupOfOne),
  ...READ_CASES.map(groupOfOne),
  ...GROWTH_CASES.map(groupOfOne),
  HTTP_USAGE,
  groupOfOne(NO_OP),
  ...PROCESS_CASES.map(groupOfOne),
  ...MEMORY_CASES.map(groupOfOne),
];
