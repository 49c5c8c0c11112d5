import { z } from "zod";

/** With what we speak to the payment provider: keys of its own, or the address of its stand-in. */
export type ProviderSettings = {
  readonly secretKey: string;
  /** A delivery signed with any of them is taken, so that one can be exchanged for another without losing any. */
  readonly webhookSecrets: readonly string[];
  readonly publishableKey: string | null;
  /** Where the stand-in answers; null is the real provider. */
  readonly standInUrl: string | null;
  /** Whether it moves real money. */
  readonly isLive: boolean;
  /** Whether the provider reckons and adds taxes. */
  readonly isTaxAutomatic: boolean;
};

/** What the environment may say of it. Blank is not the same as absent here: a lost secret must not become play money. */
export const PROVIDER_SHAPE = {
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^\s*\S/, "is blank: give the key, or remove the variable to use the local stand-in")
    .regex(/^$|^\s|^(sk|rk)_(test|live)_\S{4,}$/, "must be a secret key: sk_test_…, sk_live_… or a restricted rk_…")
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^\s*\S/, "is blank: give the signing secret of the webhook endpoint")
    .refine(
      (text) => text.trim() === "" || splitSecrets(text).every((secret) => /^whsec_\S{4,}$/.test(secret)),
      "must be signing secrets that begin with whsec_, with commas between several",
    )
    .optional(),
  STRIPE_PUBLISHABLE_KEY: z
    .string()
    .regex(/^\s*\S/, "is blank: give the key or remove the variable")
    .regex(/^$|^\s|^pk_(test|live)_\S{4,}$/, "must be a publishable key: pk_test_… or pk_live_…")
    .optional(),
  FAREBOX_STRIPE_URL: z
    .string()
    .refine(
      (text) => URL.canParse(text) && new URL(text).protocol === "http:",
      "must be the http: address of a payment stand-in",
    )
    .optional(),
  FAREBOX_STRIPE_TAX: z.enum(["0", "1"], "must be 1 or 0").default("0"),
  FAREBOX_STAGE: z.enum(["production", "staging"], "must be production or staging").default("production"),
};

type Values = z.infer<z.ZodObject<typeof PROVIDER_SHAPE>>;

/** The values that stand for themselves and do not fit together, a line each. */
export function findProviderProblems(values: Values, { isLocal }: { readonly isLocal: boolean }): ProviderProblem[] {
  const problems: ProviderProblem[] = [];
  const say = (name: keyof Values, message: string) => problems.push({ name, message });
  const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: secret, STRIPE_PUBLISHABLE_KEY: publishable } = values;
  const hasStandIn = values.FAREBOX_STRIPE_URL !== undefined;
  if (key === undefined && !hasStandIn) {
    if (!isLocal || secret !== undefined || publishable !== undefined)
      say("STRIPE_SECRET_KEY", "is missing: the payment provider's secret key, such as sk_live_…");
  }
  if (secret === undefined && (key !== undefined || (!isLocal && !hasStandIn)))
    say("STRIPE_WEBHOOK_SECRET", "is missing: the signing secret of the webhook endpoint, such as whsec_…");
  if (key === undefined) return problems;
  // What is no key at all has its line already.
  if (!isLiveKey(key) && !isTestKey(key)) return problems;
  if (publishable !== undefined && isLiveKey(publishable) !== isLiveKey(key))
    say("STRIPE_PUBLISHABLE_KEY", "is of another mode than STRIPE_SECRET_KEY: both are test keys or both are live");
  if (hasStandIn && isLiveKey(key)) say("STRIPE_SECRET_KEY", "is a live key, and FAREBOX_STRIPE_URL names a stand-in");
  if (hasStandIn) return problems;
  if (!isLocal && values.FAREBOX_STAGE === "production" && isTestKey(key))
    say("STRIPE_SECRET_KEY", "is a test key in production: use a live key, or say FAREBOX_STAGE=staging");
  if (values.FAREBOX_STAGE === "staging" && isLiveKey(key))
    say("STRIPE_SECRET_KEY", "is a live key in staging: a copy of the data must not move real money");
  return problems;
}

type ProviderProblem = { readonly name: keyof Values; readonly message: string };

/** Null without keys: only the local start may do without, for it brings a stand-in. */
export function toProviderSettings(values: Values): ProviderSettings | null {
  const { STRIPE_SECRET_KEY: key, FAREBOX_STRIPE_URL: standInUrl } = values;
  if (key === undefined && standInUrl === undefined) return null;
  const secretKey = key ?? STAND_IN_KEY;
  return {
    secretKey,
    webhookSecrets: splitSecrets(values.STRIPE_WEBHOOK_SECRET ?? ""),
    publishableKey: values.STRIPE_PUBLISHABLE_KEY ?? null,
    standInUrl: standInUrl === undefined ? null : new URL(standInUrl).origin,
    isLive: isLiveKey(secretKey),
    isTaxAutomatic: values.FAREBOX_STRIPE_TAX === "1",
  };
}

const STAND_IN_KEY = "sk_test_local_dev";

function isLiveKey(key: string): boolean {
  return /^[a-z]+_live_/.test(key);
}

function isTestKey(key: string): boolean {
  return /^[a-z]+_test_/.test(key);
}

function splitSecrets(text: string): string[] {
  return text === "" ? [] : text.split(",").map((part) => part.trim());
}
