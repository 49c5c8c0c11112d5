import { createHash, randomBytes } from "node:crypto";

export type KeyMode = "live" | "test";

/** A new secret of 256 random bits. It is shown once; only its hash is kept. */
export function makeApiKeySecret(mode: KeyMode): string {
  return `fb_${mode}_${randomBytes(32).toString("base64url")}`;
}

/** What is stored of a secret. A plain hash is enough for one that cannot be guessed. */
export function describeSecret(
  secret: string,
): { keyHash: Buffer; prefix: string; last4: string; mode: KeyMode } | null {
  const match = SHAPE.exec(secret);
  if (match === null) return null;
  const mode = match[1] === "live" ? "live" : "test";
  return {
    keyHash: createHash("sha256").update(secret).digest(),
    prefix: `fb_${mode}_`,
    last4: secret.slice(-4),
    mode,
  };
}

/** Whether a text has the form of a secret of this mode. */
export function isSecretOf(text: string, mode: KeyMode): boolean {
  return SHAPE.exec(text)?.[1] === mode;
}

const SHAPE = /^fb_(live|test)_[A-Za-z0-9_-]{43}$/;
