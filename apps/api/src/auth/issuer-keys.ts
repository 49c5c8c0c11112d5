import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import { ApiError } from "../http/api-error.ts";

/**
 * The signing keys of the configured issuer, and of nobody else: no address and no key of a token is ever used.
 *
 * Kept ten minutes. A token signed with a key we do not know asks again, at most twice a minute however many such tokens
 * come. While the issuer does not answer, the last keys go on for an hour; then tokens cannot be judged, which is
 * `unavailable` and never acceptance.
 *
 * @param readMilliseconds a clock that only goes forward, from any beginning.
 */
export function createIssuerKeys(
  jwksUrl: URL,
  readMilliseconds: () => number = () => performance.now(),
): JWTVerifyGetKey {
  let kept: { readonly find: JWTVerifyGetKey; readonly fetchedAt: number } | null = null;
  let lastAttemptAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | null = null;

  async function refresh(): Promise<void> {
    if (underWay === null && readMilliseconds() - lastAttemptAt < LEAST_BETWEEN_MILLISECONDS) return;
    underWay ??= fetchKeys().finally(() => {
      underWay = null;
    });
    await underWay;
  }

  async function fetchKeys(): Promise<void> {
    lastAttemptAt = readMilliseconds();
    const keys = await download(jwksUrl).catch(() => null);
    if (keys !== null) kept = { find: createLocalJWKSet(keys), fetchedAt: readMilliseconds() };
  }

  return async (header, token) => {
    const age = () => (kept === null ? Number.POSITIVE_INFINITY : readMilliseconds() - kept.fetchedAt);
    if (age() > FRESH_MILLISECONDS) await refresh();
    if (kept === null || age() > USABLE_MILLISECONDS) throw new ApiError("unavailable", { retryAfterSeconds: 30 });
    try {
      return await kept.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await refresh();
      return kept.find(header, token);
    }
  };
}

const FRESH_MILLISECONDS = 10 * 60_000;
const USABLE_MILLISECONDS = 60 * 60_000;
const LEAST_BETWEEN_MILLISECONDS = 30_000;

async function download(jwksUrl: URL): Promise<JSONWebKeySet> {
  const answer = await fetch(jwksUrl, { redirect: "error", signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Error(`the issuer answered ${answer.status}`);
  const body: unknown = await answer.json();
  if (typeof body !== "object" || body === null || !("keys" in body) || !Array.isArray(body.keys)) {
    throw new Error("the issuer's answer holds no keys");
  }
  return body as JSONWebKeySet;
}
