import type { BenchCase } from "../bench.ts";
import { HTTP_CASES } from "./http.ts";
import { MIX_CASES } from "./mixes.ts";
import { USAGE_CASES } from "./usage.ts";

export const CASES: readonly BenchCase[] = [...USAGE_CASES, ...MIX_CASES, ...HTTP_CASES];
