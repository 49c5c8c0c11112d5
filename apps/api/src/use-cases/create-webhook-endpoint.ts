import { asServiceInTransaction } from "@farebox/db";
import { insertEndpoint, readEndpoint } from "@farebox/db/webhooks";
import type { Key, Person } from "../auth/caller.ts";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";
import type { NoticeType } from "../notices/notice-wire.ts";
import { makeWebhookSecret, sealSecret } from "../webhooks-out/seal-secret.ts";
import { checkEndpointUrl } from "./check-endpoint-url.ts";
import { isRefusal, refuseFields } from "./refusal.ts";
import { showWebhookEndpoint, toKinds } from "./show-webhook-endpoint.ts";

/** Makes an endpoint and answers its secret, the only time it is known. */
export async function createWebhookEndpoint(deps: Pick<Deps, "db" | "env">, wanted: WantedEndpoint) {
  const { businessId, caller } = wanted;
  const url = await checkEndpointUrl(deps, wanted.url);
  if (isRefusal(url)) return url;
  const id = newId();
  const owner = { businessId, endpointId: id };
  const secret = makeWebhookSecret();
  const added = await asServiceInTransaction(deps.db.servicePool, (sql) =>
    insertEndpoint(sql, {
      businessId,
      id,
      url,
      description: wanted.description,
      kinds: toKinds(wanted.events),
      createdBy: caller.kind === "person" ? caller.userId : null,
      mostEndpoints: MOST_ENDPOINTS,
      secretId: newId(),
      sealedSecret: sealSecret(secret, { keys: deps.env.webhooks.sealingKeys, owner }),
    }),
  );
  if (added === null)
    return refuseFields([
      {
        path: "url",
        code: "too_many",
        params: { most: MOST_ENDPOINTS },
        message: `there are ${MOST_ENDPOINTS} endpoints already: remove one first`,
      },
    ]);
  const endpoint = await readEndpoint(deps.db.service, owner);
  if (endpoint === null) throw new Error("an endpoint that was just made is not there");
  return { secret, endpoint: showWebhookEndpoint(endpoint) };
}

export type WantedEndpoint = {
  readonly caller: Person | Key;
  readonly businessId: string;
  readonly url: string;
  readonly description: string;
  /** Null: every one. */
  readonly events: readonly NoticeType[] | null;
};

const MOST_ENDPOINTS = 20;
