import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { newId } from "@farebox/api/new-id";
import { openDatabase } from "@farebox/db";
import { insertApiKey } from "@farebox/db/access";
import { type ServerProcess, startServerProcess } from "./server-process.ts";

/** The product's own API process, as production starts it. */
export function startApiProcess(ownerUrl: string): Promise<ServerProcess> {
  return startServerProcess({
    script: join(import.meta.dirname, "../../../apps/api/src/main.ts"),
    readyPath: "/readyz",
    environment: {
      DATABASE_URL: ownerUrl,
      AUTH_SECRET: randomBytes(32).toString("hex"),
      PUBLIC_URL: "http://127.0.0.1",
      HOST: "127.0.0.1",
      // Nothing is mailed.
      SMTP_URL: "smtp://127.0.0.1:1",
      MAIL_FROM: "bench@example.com",
      // Nobody pays.
      FAREBOX_STRIPE_URL: "http://127.0.0.1:1",
    },
  });
}

/** Installation keys: several, because each has a rate limit of its own. */
export async function makeApiKeys(ownerUrl: string, count: number): Promise<readonly string[]> {
  const db = openDatabase({ url: ownerUrl });
  try {
    const secrets = Array.from({ length: count }, () => `fb_test_${randomBytes(32).toString("base64url")}`);
    for (const secret of secrets) {
      await insertApiKey(db.service, {
        id: newId(),
        keyHash: createHash("sha256").update(secret).digest(),
        prefix: "fb_test_",
        last4: secret.slice(-4),
        mode: "test",
        businessId: null,
        name: "Bench",
        scopes: ["read", "usage:write", "holds:write"],
        createdBy: null,
        expiresAt: null,
      });
    }
    return secrets;
  } finally {
    await db.close();
  }
}
