import type { BenchCase } from "../bench.ts";
import { USAGE_CASES } from "./usage.ts";

export const CASES: readonly BenchCase[] = [...USAGE_CASES];
