import { createHash } from "node:crypto";
import type { Database } from "@farebox/db";
import { insertApiKey, readApiKeysByHash } from "@farebox/db/access";
import { describeSecret } from "../auth/api-key-secret.ts";
import { SCOPES } from "../auth/caller.ts";
import { newId } from "../new-id.ts";

type KeyOptions = { readonly homeSecret: string; readonly isSandbox: boolean };

/** The installation key of a local start. It follows from a secret of the home, so that it stays the same from start to start. */
export async function ensureOperatorKey(db: Database, { homeSecret, isSandbox }: KeyOptions): Promise<string> {
  const mode = isSandbox ? "test" : "live";
  const secret = `fb_${mode}_${createHash("sha256").update(`operator key ${homeSecret}`).digest("base64url")}`;
  const described = describeSecret(secret);
  if (described === null) throw new Error("a key of our own making has the wrong shape");
  const [existing] = await readApiKeysByHash(db.service, [described.keyHash.toString("hex")]);
  if (existing === undefined) {
    await insertApiKey(db.service, {
      id: newId(),
      ...described,
      businessId: null,
      name: "Local start",
      scopes: SCOPES,
      createdBy: null,
      expiresAt: null,
    });
  }
  return secret;
}
