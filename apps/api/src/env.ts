import { z } from "zod";
import {
  findProviderProblems,
  PROVIDER_SHAPE,
  type ProviderSettings,
  toProviderSettings,
} from "./provider-settings.ts";
import { toWebhookSettings, WEBHOOK_SHAPE, type WebhookSettings } from "./webhooks-out/webhook-settings.ts";

/** The environment, read once at the start. Throws an `EnvironmentError` with one readable line for each wrong or missing variable. */
export function readEnv(variables: Readonly<Record<string, string | undefined>>, mode: EnvMode): Env {
  const given = Object.fromEntries(
    Object.entries(variables).filter(
      ([name, value]) => name in SHAPE && value !== undefined && (value !== "" || name in PROVIDER_SHAPE),
    ),
  );
  const parsed = schemaFor(mode).safeParse(given);
  if (!parsed.success) throw new EnvironmentError(parsed.error.issues.map(toLine));
  const values = parsed.data;
  const publicUrl = values.PUBLIC_URL ?? mode.publicUrl;
  if (publicUrl === undefined)
    throw new EnvironmentError(["PUBLIC_URL is missing: the address people open, such as https://billing.example.com"]);
  const provider = toProviderSettings(values);
  const mailFrom = values.MAIL_FROM ?? "Farebox <billing@localhost>";
  return {
    isLocal: mode.isLocal,
    isSandbox: provider === null || provider.standInUrl !== null,
    provider,
    databaseUrl: values.DATABASE_URL ?? "",
    authSecret: values.AUTH_SECRET ?? "",
    issuer: toIssuer(values),
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom,
    mailDirectory: mode.mailDirectory ?? null,
    supportEmail: values.SUPPORT_EMAIL ?? addressOf(mailFrom),
    publicUrl: new URL(publicUrl).origin,
    port: values.PORT,
    host: values.HOST ?? (mode.isLocal ? "127.0.0.1" : "0.0.0.0"),
    logLevel: values.LOG_LEVEL,
    lateAfterDays: values.FAREBOX_LATE_AFTER_DAYS,
    allowedOrigins: values.FAREBOX_ALLOWED_ORIGINS,
    trustedProxyHops: values.FAREBOX_TRUSTED_PROXY_HOPS,
    metricsToken: values.FAREBOX_METRICS_TOKEN ?? null,
    requiresVerifiedEmail: values.FAREBOX_REQUIRE_VERIFIED_EMAIL ?? !mode.isLocal,
    webhooks: toWebhookSettings(values, { isLocal: mode.isLocal, authSecret: values.AUTH_SECRET ?? "" }),
  };
}

/** What the way of starting brings: the local one has its own database, secret and mail directory. */
export type EnvMode = {
  readonly isLocal: boolean;
  /** Used when `PUBLIC_URL` is not given. */
  readonly publicUrl?: string;
  /** Where mail is kept when there is no `SMTP_URL`. */
  readonly mailDirectory?: string;
};

export type Env = {
  readonly isLocal: boolean;
  /** The payment provider's stand-in is in use and money time can be moved. */
  readonly isSandbox: boolean;
  /** Null before the local start has brought up its stand-in. */
  readonly provider: ProviderSettings | null;
  readonly databaseUrl: string;
  readonly authSecret: string;
  /** Whose bearer tokens are accepted beside our own sessions. */
  readonly issuer: Issuer | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Where people write who have a question about their bill. */
  readonly supportEmail: string;
  readonly mailDirectory: string | null;
  /** Scheme, host and port that browsers use; without a slash at its end. */
  readonly publicUrl: string;
  readonly port: number;
  readonly host: string;
  readonly logLevel: string;
  readonly lateAfterDays: number;
  /** Other sites whose pages may call with a bearer token. */
  readonly allowedOrigins: readonly string[];
  readonly trustedProxyHops: number;
  readonly metricsToken: string | null;
  readonly requiresVerifiedEmail: boolean;
  /** Of requests to endpoints of businesses. */
  readonly webhooks: WebhookSettings;
};

export type Issuer = { readonly jwksUrl: URL; readonly issuer: string; readonly audience: string };

export class EnvironmentError extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "EnvironmentError";
    this.lines = lines;
  }
}

const integer = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, "must be a whole number")
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be between ${least} and ${most}`);

const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be an address with ${protocols.join(" or ")}`,
    );

const flag = z.enum(["0", "1", "false", "true"], "must be 1 or 0").transform((text) => text === "1" || text === "true");

const origins = z.string().transform((text, context) => {
  const list = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  for (const origin of list) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      context.addIssue({ code: "custom", message: `"${origin}" is not an origin such as https://app.example.com` });
  }
  return list;
});

const SHAPE = {
  DATABASE_URL: url("postgres:", "postgresql:").optional(),
  AUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  AUTH_JWKS_URL: url("https:", "http:").optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  ...PROVIDER_SHAPE,
  SMTP_URL: url("smtp:", "smtps:").optional(),
  MAIL_FROM: z.string().includes("@", { error: "must be a mail address" }).optional(),
  SUPPORT_EMAIL: z.email({ error: "must be a mail address" }).optional(),
  PUBLIC_URL: url("https:", "http:").optional(),
  PORT: integer(0, 65_535).default(3000),
  HOST: z.string().optional(),
  LOG_LEVEL: z
    .enum(
      ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
      "must be trace, debug, info, warn, error, fatal or silent",
    )
    .default("info"),
  FAREBOX_LATE_AFTER_DAYS: integer(0, 36_500).default(35),
  FAREBOX_ALLOWED_ORIGINS: origins.default([]),
  FAREBOX_TRUSTED_PROXY_HOPS: integer(0, 10).default(0),
  FAREBOX_METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  FAREBOX_REQUIRE_VERIFIED_EMAIL: flag.optional(),
  ...WEBHOOK_SHAPE,
};

type Values = z.infer<z.ZodObject<typeof SHAPE>>;

function schemaFor(mode: EnvMode) {
  return z.object(SHAPE).superRefine((values, context) => {
    const missing = (name: string, why: string) =>
      context.addIssue({ code: "custom", path: [name], message: `is missing: ${why}` });
    const issuerParts = [values.AUTH_JWKS_URL, values.AUTH_ISSUER, values.AUTH_AUDIENCE];
    if (issuerParts.some((part) => part !== undefined) && issuerParts.includes(undefined)) {
      missing("AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE", "all three or none");
    }
    for (const { name, message } of findProviderProblems(values, mode))
      context.addIssue({ code: "custom", path: [name], message });
    if (mode.isLocal) return;
    if (values.DATABASE_URL === undefined)
      missing("DATABASE_URL", "the PostgreSQL to use, such as postgres://user:password@host/database");
    if (values.AUTH_SECRET === undefined) missing("AUTH_SECRET", "at least 32 random characters, kept secret");
    if (values.SMTP_URL === undefined) missing("SMTP_URL", "the mail server, such as smtps://user:password@host");
    if (values.MAIL_FROM === undefined) missing("MAIL_FROM", "the address mail is sent from");
    if (values.PUBLIC_URL?.startsWith("http:") === true && !isLoopback(values.PUBLIC_URL)) {
      context.addIssue({
        code: "custom",
        path: ["PUBLIC_URL"],
        message: "must begin with https: session cookies never travel in the clear",
      });
    }
  });
}

function isLoopback(address: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(address).hostname);
}

function toIssuer(values: Values): Issuer | null {
  const { AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = values;
  if (jwksUrl === undefined || issuer === undefined || audience === undefined) return null;
  return { jwksUrl: new URL(jwksUrl), issuer, audience };
}

function toLine(issue: z.core.$ZodIssue): string {
  return `${issue.path.join(".")} ${issue.message}`;
}

/** `Farebox <billing@example.com>` without its name. */
function addressOf(sender: string): string {
  return /<([^>]+)>/.exec(sender)?.[1] ?? sender;
}
