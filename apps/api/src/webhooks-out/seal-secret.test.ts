import { expect, test } from "vitest";
import { makeWebhookSecret, openSecret, sealSecret } from "./seal-secret.ts";

const owner = { businessId: "b1", endpointId: "e1" };
const [old, current] = ["o".repeat(32), "c".repeat(32)] as const;

test("a secret opens with the key that sealed it, also when that key is an older one, and with no other", () => {
  const secret = makeWebhookSecret();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const sealed = sealSecret(secret, { keys: [old], owner });
  expect(sealed.includes(secret)).toBe(false);
  expect(openSecret(sealed, { keys: [old], owner })).toBe(secret);
  expect(openSecret(sealed, { keys: [current, old], owner })).toBe(secret);
  expect(openSecret(sealed, { keys: [current], owner })).toBeNull();
});

test("in the row of another endpoint, or changed by a bit, it does not open", () => {
  const sealed = sealSecret(makeWebhookSecret(), { keys: [current], owner });
  expect(openSecret(sealed, { keys: [current], owner: { ...owner, endpointId: "e2" } })).toBeNull();
  expect(openSecret(sealed, { keys: [current], owner: { ...owner, businessId: "b2" } })).toBeNull();
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(openSecret(changed, { keys: [current], owner })).toBeNull();
  }
});
