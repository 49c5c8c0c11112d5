import { expect, test } from "vitest";
import { EnvironmentError, readEnv } from "./env.ts";

const PRODUCTION = {
  DATABASE_URL: "postgres://farebox@db.internal/farebox",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef",
  SMTP_URL: "smtps://mail.example.com",
  MAIL_FROM: "Farebox <billing@example.com>",
  PUBLIC_URL: "https://billing.example.com/",
};
const LIVE = { STRIPE_SECRET_KEY: "sk_live_canary1", STRIPE_WEBHOOK_SECRET: "whsec_canary1" };
const TEST = { STRIPE_SECRET_KEY: "sk_test_canary1", STRIPE_WEBHOOK_SECRET: "whsec_canary1" };

const readProduction = (variables: Record<string, string>) =>
  readEnv({ ...PRODUCTION, ...variables }, { isLocal: false });
const readLocal = (variables: Record<string, string>) =>
  readEnv(variables, { isLocal: true, publicUrl: "http://127.0.0.1:3000" });

function linesOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.lines;
    throw error;
  }
}

test("without keys the local start is a sandbox, with keys it speaks to the real provider", () => {
  expect(readLocal({})).toMatchObject({ isSandbox: true, provider: null });
  expect(readLocal(TEST)).toMatchObject({
    isSandbox: false,
    provider: { secretKey: "sk_test_canary1", webhookSecrets: ["whsec_canary1"], standInUrl: null, isLive: false },
  });
});

test("several webhook secrets stand beside each other while one replaces another (O16, W18)", () => {
  const { provider } = readProduction({ ...LIVE, STRIPE_WEBHOOK_SECRET: "whsec_older, whsec_newer" });
  expect(provider?.webhookSecrets).toEqual(["whsec_older", "whsec_newer"]);
});

test("processes may share a stand-in, whose money is never real", () => {
  const env = readProduction({ FAREBOX_STRIPE_URL: "http://127.0.0.1:12111/", STRIPE_WEBHOOK_SECRET: "whsec_mine" });
  expect(env).toMatchObject({ isSandbox: true, provider: { standInUrl: "http://127.0.0.1:12111", isLive: false } });
});

test.each<[string, Record<string, string>, string]>([
  ["a blank key", { ...LIVE, STRIPE_SECRET_KEY: "" }, "STRIPE_SECRET_KEY is blank"],
  ["a key of spaces", { ...LIVE, STRIPE_SECRET_KEY: "  " }, "STRIPE_SECRET_KEY is blank"],
  ["a publishable key as the secret one", { ...LIVE, STRIPE_SECRET_KEY: "pk_live_canary1" }, "must be a secret key"],
  ["a key with a line break", { ...LIVE, STRIPE_SECRET_KEY: "sk_live_canary1\n" }, "must be a secret key"],
  ["a blank webhook secret", { ...LIVE, STRIPE_WEBHOOK_SECRET: "" }, "STRIPE_WEBHOOK_SECRET is blank"],
  ["a blank one among webhook secrets", { ...LIVE, STRIPE_WEBHOOK_SECRET: "whsec_canary1,," }, "begin with whsec_"],
  ["a key as the webhook secret", { ...LIVE, STRIPE_WEBHOOK_SECRET: "sk_live_canary1" }, "begin with whsec_"],
  ["a key alone", { STRIPE_SECRET_KEY: "sk_live_canary1" }, "STRIPE_WEBHOOK_SECRET is missing"],
  ["a webhook secret alone", { STRIPE_WEBHOOK_SECRET: "whsec_canary1" }, "STRIPE_SECRET_KEY is missing"],
  ["nothing at all", {}, "STRIPE_SECRET_KEY is missing"],
  ["a test key in production", TEST, "STRIPE_SECRET_KEY is a test key in production"],
  ["a live key in staging", { ...LIVE, FAREBOX_STAGE: "staging" }, "STRIPE_SECRET_KEY is a live key in staging"],
  ["a publishable key of the other mode", { ...LIVE, STRIPE_PUBLISHABLE_KEY: "pk_test_canary1" }, "of another mode"],
  ["a live key for a stand-in", { ...LIVE, FAREBOX_STRIPE_URL: "http://127.0.0.1:1" }, "names a stand-in"],
])("%s stops the start with one readable line that repeats no secret (O07, O17)", (_name, variables, line) => {
  const lines = linesOf(() => readProduction(variables));
  expect(lines.filter((each) => each.includes(line))).toHaveLength(1);
  expect(new Set(lines.map((each) => each.split(" ")[0])).size).toBe(lines.length);
  expect(lines.join()).not.toContain("canary");
});

test.each<[string, Record<string, string>, string]>([
  ["a blank key", { STRIPE_SECRET_KEY: "" }, "STRIPE_SECRET_KEY is blank"],
  ["a key alone", { STRIPE_SECRET_KEY: "sk_test_canary1" }, "STRIPE_WEBHOOK_SECRET is missing"],
  ["a webhook secret alone", { STRIPE_WEBHOOK_SECRET: "whsec_canary1" }, "STRIPE_SECRET_KEY is missing"],
  ["a publishable key alone", { STRIPE_PUBLISHABLE_KEY: "pk_test_canary1" }, "STRIPE_SECRET_KEY is missing"],
])("locally %s is refused too, rather than taken for play money (O17)", (_name, variables, line) => {
  expect(linesOf(() => readLocal(variables)).filter((each) => each.includes(line))).toHaveLength(1);
});

test("staging takes test keys", () => {
  expect(readProduction({ ...TEST, FAREBOX_STAGE: "staging" }).provider?.isLive).toBe(false);
});
