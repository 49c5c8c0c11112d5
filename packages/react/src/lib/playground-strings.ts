import { language } from "./locale.ts";
import { playground as english } from "./strings/en/playground.ts";

/** Words of the sandbox's playground: they come with its page. */
export const playgroundStrings: typeof english =
  language === "de"
    ? (await import("./strings/de/playground.ts")).playground
    : language === "ar"
      ? (await import("./strings/ar/playground.ts")).playground
      : english;
