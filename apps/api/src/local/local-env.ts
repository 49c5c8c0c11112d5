import { join } from "node:path";
import { type Env, readEnv } from "../env.ts";
import type { LocalSettings } from "./settings.ts";

type Known = {
  readonly settings: LocalSettings;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Where this process answers; `PUBLIC_URL` wins for what browsers see. */
  readonly url: string;
  readonly databaseUrl?: string;
  readonly authSecret?: string;
};

/** The environment of a local start: what is not given follows from the home. */
export function readLocalEnv({ settings, variables, url, databaseUrl, authSecret }: Known): Env {
  const known = {
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    ...(authSecret === undefined || variables["AUTH_SECRET"] ? {} : { AUTH_SECRET: authSecret }),
  };
  return readEnv(
    { ...variables, ...known },
    { isLocal: true, publicUrl: url, mailDirectory: join(settings.home, "mail") },
  );
}
