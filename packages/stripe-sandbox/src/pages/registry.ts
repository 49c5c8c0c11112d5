import type { Page } from "./page.ts";

/** Every page for people: one line per file. */
export const PAGES: readonly Page[] = [];
