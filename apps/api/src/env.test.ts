import { expect, test } from "vitest";
import { EnvironmentError, readEnv } from "./env.ts";

const PRODUCTION = {
  DATABASE_URL: "postgres://farebox@db.internal/farebox",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef",
  SMTP_URL: "smtps://mail.example.com",
  MAIL_FROM: "Farebox <billing@example.com>",
  PUBLIC_URL: "https://billing.example.com/",
  STRIPE_SECRET_KEY: "sk_live_canary",
  STRIPE_WEBHOOK_SECRET: "whsec_canary",
};

function linesOf(variables: Record<string, string>, isLocal = false): readonly string[] {
  try {
    readEnv(variables, { isLocal, ...(isLocal && { publicUrl: "http://localhost:3000" }) });
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.lines;
    throw error;
  }
}

test("a whole environment is read once, with its defaults", () => {
  const env = readEnv(PRODUCTION, { isLocal: false });
  expect(env).toMatchObject({
    publicUrl: "https://billing.example.com",
    port: 3000,
    host: "0.0.0.0",
    isSandbox: false,
    requiresVerifiedEmail: true,
    lateAfterDays: 35,
  });
});

test("everything that is missing is named at once, a line each (O17)", () => {
  expect(linesOf({})).toEqual([
    "STRIPE_SECRET_KEY is missing: the payment provider's secret key, such as sk_live_…",
    "STRIPE_WEBHOOK_SECRET is missing: the signing secret of the webhook endpoint, such as whsec_…",
    "DATABASE_URL is missing: the PostgreSQL to use, such as postgres://user:password@host/database",
    "AUTH_SECRET is missing: at least 32 random characters, kept secret",
    "SMTP_URL is missing: the mail server, such as smtps://user:password@host",
    "MAIL_FROM is missing: the address mail is sent from",
  ]);
});

test.each([
  ["AUTH_SECRET", "short", "AUTH_SECRET must have at least 32 characters"],
  ["AUTH_SECRET", "", "AUTH_SECRET is missing: at least 32 random characters, kept secret"],
  ["PORT", "80a", "PORT must be a whole number"],
  ["PORT", "70000", "PORT must be between 0 and 65535"],
  [
    "PUBLIC_URL",
    "http://billing.example.com",
    "PUBLIC_URL must begin with https: session cookies never travel in the clear",
  ],
  ["PUBLIC_URL", "javascript:alert(1)", "PUBLIC_URL must be an address with https: or http:"],
  ["DATABASE_URL", "mysql://x", "DATABASE_URL must be an address with postgres: or postgresql:"],
  ["LOG_LEVEL", "loud", "LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent"],
  [
    "AUTH_JWKS_URL",
    "https://issuer.example.com/jwks",
    "AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE is missing: all three or none",
  ],
  [
    "FAREBOX_ALLOWED_ORIGINS",
    "https://app.example.com/path",
    'FAREBOX_ALLOWED_ORIGINS "https://app.example.com/path" is not an origin such as https://app.example.com',
  ],
])("%s=%s stops the start with a readable line (O17)", (name, value, line) => {
  expect(linesOf({ ...PRODUCTION, [name]: value })).toContain(line);
});

test("no line repeats a secret (O07)", () => {
  expect(linesOf({ ...PRODUCTION, AUTH_SECRET: "canary", DATABASE_URL: "canary" }).join()).not.toContain("canary");
});

test("the local way needs nothing, and lets a new person in before the address is confirmed", () => {
  expect(readEnv({}, { isLocal: true, publicUrl: "http://localhost:3000" })).toMatchObject({
    host: "127.0.0.1",
    requiresVerifiedEmail: false,
    smtpUrl: null,
  });
});
