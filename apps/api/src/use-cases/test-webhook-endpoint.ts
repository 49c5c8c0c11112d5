import { type EndpointName, insertTestAttempt, readSigning } from "@farebox/db/webhooks";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";
import { PROBLEMS } from "../webhooks-out/request-problem.ts";
import { sendMessage } from "../webhooks-out/send-message.ts";
import { openSecrets } from "../webhooks-out/webhook-sender.ts";
import { refuse } from "./refusal.ts";

/** Sends one made-up message now, also to an endpoint that is turned off, and answers what came of it. It is not tried again. */
export async function testWebhookEndpoint(deps: Pick<Deps, "db" | "env" | "log">, owner: EndpointName) {
  const endpoint = await readSigning(deps.db.service, owner);
  if (endpoint === null) return refuse({ code: "not_found", what: "webhook endpoint" });
  const { businessId, endpointId } = owner;
  const id = newId();
  const timestamp = new Date().toISOString();
  const sent = await sendMessage(deps.env.webhooks, {
    url: endpoint.url,
    messageId: id,
    body: JSON.stringify({ id, type: TYPE, timestamp, data: { endpointId }, businessId }),
    secrets: openSecrets(deps, owner, endpoint.sealedSecrets),
  });
  await insertTestAttempt(deps.db.service, { ...owner, ...sent, id: newId(), messageId: id, type: TYPE });
  const { status, durationMs, answer, problem } = sent;
  return {
    delivered: problem === null,
    webhookId: id,
    status,
    durationMs,
    answer,
    problem,
    why: problem && PROBLEMS[problem],
  };
}

const TYPE = "webhook_endpoint.test";
