import { join, resolve } from "node:path";

/** What only the local start reads; everything else is in `env.ts`. */
export type LocalSettings = {
  /** Database, keys, mail and logs of this installation. */
  readonly home: string;
  readonly readyFiles: readonly string[];
  readonly isDemoWanted: boolean;
  /** Whether the database is our own embedded one. */
  readonly isEmbedded: boolean;
  /** How to say the command that was used to start. */
  readonly isDevelopment: boolean;
};

export const ROOT = join(import.meta.dirname, "..", "..", "..", "..");

type Variables = Readonly<Record<string, string | undefined>>;

export function readLocalSettings(
  variables: Variables,
  { isDevelopment }: { readonly isDevelopment: boolean },
): LocalSettings {
  const home = resolve(ROOT, variables["FAREBOX_HOME"] || ".farebox");
  const named = variables["FAREBOX_READY_FILE"];
  return {
    home,
    // Always one in the home, where the replay finds it, and another wherever a script asked for it.
    readyFiles: [...new Set([join(home, "ready.json"), ...(named ? [resolve(ROOT, named)] : [])])],
    isDemoWanted: variables["FAREBOX_DEMO"] !== "0",
    isEmbedded: !variables["DATABASE_URL"],
    isDevelopment,
  };
}
