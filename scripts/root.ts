import { dirname } from "node:path";

/** The repository's directory. */
export const ROOT = dirname(import.meta.dirname);
