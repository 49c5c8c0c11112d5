import { asServiceInTransaction } from "@farebox/db";
import { type EndpointName, rotateSecret } from "@farebox/db/webhooks";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";
import { makeWebhookSecret, sealSecret } from "../webhooks-out/seal-secret.ts";
import { refuse } from "./refusal.ts";

/**
 * Makes a new secret and answers it, the only time it is known. For a day the old one signs along, so that receivers can be given
 * the new one without missing anything.
 */
export async function rotateWebhookSecret({ db, env }: Pick<Deps, "db" | "env">, owner: EndpointName) {
  const secret = makeWebhookSecret();
  const sealed = sealSecret(secret, { keys: env.webhooks.sealingKeys, owner });
  const rotated = await asServiceInTransaction(db.servicePool, (sql) =>
    rotateSecret(sql, { ...owner, id: newId(), sealed, overlapHours: OVERLAP_HOURS }),
  );
  if (rotated === null) return refuse({ code: "not_found", what: "webhook endpoint" });
  return { secret, oldSecretSignsUntil: rotated.signsUntil.toISOString() };
}

const OVERLAP_HOURS = 24;
