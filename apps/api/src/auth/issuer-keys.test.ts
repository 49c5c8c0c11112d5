import { expect, test } from "vitest";
import { ApiError } from "../http/api-error.ts";
import { startIssuer } from "../testing/fake-issuer.ts";
import { createIssuerKeys } from "./issuer-keys.ts";

const token = { payload: "", signature: "" };
const header = (kid: string) => ({ alg: "RS256", kid });

test("keys that cannot be fetched are unavailable, never accepted (A23)", async () => {
  const issuer = await startIssuer();
  issuer.setDown(true);
  const keys = createIssuerKeys(new URL(issuer.variables["AUTH_JWKS_URL"] ?? ""));
  await expect(keys(header("first"), token)).rejects.toMatchObject({ billingCode: "unavailable" });
  await issuer.stop();
});

test("known keys end an hour after the issuer stopped answering (A23)", async () => {
  const issuer = await startIssuer();
  let now = 0;
  const keys = createIssuerKeys(new URL(issuer.variables["AUTH_JWKS_URL"] ?? ""), () => now);
  await keys(header("first"), token);
  issuer.setDown(true);
  now += 50 * 60_000;
  await expect(keys(header("first"), token)).resolves.toBeDefined();
  now += 11 * 60_000;
  await expect(keys(header("first"), token)).rejects.toBeInstanceOf(ApiError);
  await issuer.stop();
});

test("a new key is fetched once it is seen, half a minute after the last question (A22)", async () => {
  const issuer = await startIssuer();
  let now = 0;
  const keys = createIssuerKeys(new URL(issuer.variables["AUTH_JWKS_URL"] ?? ""), () => now);
  await keys(header("first"), token);
  await issuer.addKey("second");
  await expect(keys(header("second"), token)).rejects.toMatchObject({ code: "ERR_JWKS_NO_MATCHING_KEY" });
  now += 31_000;
  await expect(keys(header("second"), token)).resolves.toBeDefined();
  expect(issuer.requestCount()).toBe(2);
  await issuer.stop();
});
