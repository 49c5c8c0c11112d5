import type { BenchCase } from "../bench.ts";
import { GROWTH_CASES } from "./growth.ts";
import { HALF_LOAD_CASES } from "./half-load.ts";
import { HTTP_CASES } from "./http.ts";
import { MEMORY_CASES } from "./memory.ts";
import { MIX_CASES } from "./mixes.ts";
import { PROCESS_CASES } from "./processes.ts";
import { READ_CASES } from "./reads.ts";
import { USAGE_CASES } from "./usage.ts";

export const CASES: readonly BenchCase[] = [
  ...USAGE_CASES,
  ...MIX_CASES,
  ...HALF_LOAD_CASES,
  ...READ_CASES,
  ...GROWTH_CASES,
  ...HTTP_CASES,
  ...PROCESS_CASES,
  ...MEMORY_CASES,
];
