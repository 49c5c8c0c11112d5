import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { EnvironmentError } from "../../env.ts";
import { readLocalSettings } from "../../local/settings.ts";
import {
  findProviderProblems,
  PROVIDER_SHAPE,
  type ProviderSettings,
  toProviderSettings,
} from "../../provider-settings.ts";

/** Which catalogue is compared with which provider. */
export type SyncSettings = {
  readonly databaseUrl: string;
  readonly provider: ProviderSettings;
  /** Where the provider delivers to. */
  readonly productUrl: string;
};

type Variables = Readonly<Record<string, string | undefined>>;

/** From the environment; what it does not name is that of the start that runs in `FAREBOX_HOME`. */
export async function readSyncSettings(variables: Variables): Promise<SyncSettings> {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([name, value]) => name in PROVIDER_SHAPE && value !== undefined),
  );
  const running = await readRunning(variables);
  const standInUrl = given["STRIPE_SECRET_KEY"] === undefined ? running?.stripeUrl : null;
  const provider = readProvider({ ...(standInUrl && { FAREBOX_STRIPE_URL: standInUrl }), ...given });
  if (provider === null)
    throw new EnvironmentError(["STRIPE_SECRET_KEY is missing, and no start with the stand-in runs in FAREBOX_HOME"]);
  const databaseUrl = variables["DATABASE_URL"] || running?.databaseUrl;
  if (databaseUrl === undefined)
    throw new EnvironmentError(["DATABASE_URL is missing, and no start runs in FAREBOX_HOME"]);
  const productUrl = provider.standInUrl === null ? variables["PUBLIC_URL"] || running?.url : running?.url;
  if (productUrl === undefined || !URL.canParse(productUrl))
    throw new EnvironmentError(["PUBLIC_URL is missing: the address the provider delivers to"]);
  return { databaseUrl, provider, productUrl: new URL(productUrl).origin };
}

/** The webhook secret may be missing: it is this that makes the endpoint it belongs to. */
function readProvider(given: Variables): ProviderSettings | null {
  const parsed = z.object(PROVIDER_SHAPE).safeParse(given);
  if (!parsed.success)
    throw new EnvironmentError(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`));
  const problems = findProviderProblems(parsed.data, { isLocal: true }).filter(
    ({ name }) => name !== "STRIPE_WEBHOOK_SECRET",
  );
  if (problems.length > 0) throw new EnvironmentError(problems.map(({ name, message }) => `${name} ${message}`));
  return toProviderSettings(parsed.data);
}

const readySchema = z.object({ url: z.string(), databaseUrl: z.string(), stripeUrl: z.string().nullable() });

async function readRunning(variables: Variables): Promise<z.infer<typeof readySchema> | null> {
  const { home } = readLocalSettings(variables, { isDevelopment: false });
  const text = await readFile(join(home, "ready.json"), "utf8").catch(() => null);
  return text === null ? null : readySchema.parse(JSON.parse(text));
}
