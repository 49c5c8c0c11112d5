import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** A new secret of an endpoint, as the Standard Webhooks libraries take it. */
export function makeWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/**
 * Encrypts a secret for the database, bound to whose it is: copied to another endpoint's row it does not open. Laid out as nonce,
 * tag, ciphertext.
 */
export function sealSecret(secret: string, { keys, owner }: Sealing): Buffer {
  const [key] = keys;
  if (key === undefined) throw new Error("there is no key to seal a secret with");
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, toSealingKey(key), nonce).setAAD(toBinding(owner));
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Null when none of the keys sealed it, or it was sealed for another endpoint. */
export function openSecret(sealed: Buffer, { keys, owner }: Sealing): string | null {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const rest = sealed.subarray(NONCE_BYTES + TAG_BYTES);
  for (const key of keys) {
    const decipher = createDecipheriv(ALGORITHM, toSealingKey(key), nonce, { authTagLength: TAG_BYTES })
      .setAAD(toBinding(owner))
      .setAuthTag(tag);
    const opened = decipher.update(rest);
    try {
      return Buffer.concat([opened, decipher.final()]).toString("utf8");
    } catch {
      // Sealed with another key: the next one may be it.
    }
  }
  return null;
}

export type Sealing = {
  /** The first seals, every one opens. */
  readonly keys: readonly string[];
  readonly owner: { readonly businessId: string; readonly endpointId: string };
};

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function toSealingKey(key: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", "farebox webhook secrets", 32));
}

function toBinding({ businessId, endpointId }: Sealing["owner"]): Buffer {
  return Buffer.from(`${businessId}/${endpointId}`);
}
