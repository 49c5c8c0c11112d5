import { randomUUID } from "node:crypto";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { insertTestAttempt, recordAttempt } from "../webhook-endpoints/attempts.ts";
import { listEndpointDeliveries, replayDelivery } from "../webhook-endpoints/deliveries.ts";
import {
  deleteEndpoint,
  insertEndpoint,
  listEndpoints,
  readEndpoint,
  updateEndpoint,
} from "../webhook-endpoints/endpoints.ts";
import { readSigning, rotateSecret } from "../webhook-endpoints/secrets.ts";
import type { Ask } from "./statements-of-a-business.ts";

/** What is done about endpoints of one business, asked about the own one with ids of another. */
export const STATEMENTS_OF_WEBHOOKS: Readonly<Record<string, (sql: SqlRunner, ask: Ask) => Promise<unknown>>> = {
  listEndpoints: (sql, { businessId }) => listEndpoints(sql, businessId),
  readEndpoint: (sql, ask) => readEndpoint(sql, toName(ask)),
  insertEndpoint: (sql, { businessId }) =>
    insertEndpoint(sql, {
      businessId,
      id: randomUUID(),
      url: "https://example.com/own",
      description: "",
      kinds: null,
      createdBy: null,
      mostEndpoints: 3,
      secretId: randomUUID(),
      sealedSecret: Buffer.alloc(60),
    }).then(() => null),
  updateEndpoint: (sql, ask) => updateEndpoint(sql, { ...toName(ask), change: { enabled: false, kinds: null } }),
  deleteEndpoint: (sql, ask) => deleteEndpoint(sql, toName(ask)),
  rotateSecret: async (sql, ask) => {
    const own = await listEndpoints(sql, ask.businessId);
    const rotate = (endpointId: string) =>
      rotateSecret(sql, { ...toName(ask), endpointId, id: randomUUID(), sealed: Buffer.alloc(60), overlapHours: 24 });
    return Promise.all([ask.id, ...own.map(({ id }) => id)].map(rotate));
  },
  readSigning: (sql, ask) => readSigning(sql, toName(ask)),
  insertTestAttempt: (sql, ask) => insertTestAttempt(sql, attemptOf(ask)).catch(isNobodys),
  recordAttempt: (sql, ask) =>
    recordAttempt(sql, {
      ...attemptOf(ask),
      deliveryId: ask.id,
      isGone: true,
      failingDays: 5,
      leastFailures: 6,
      removeBeforeId: "ffffffff-ffff-ffff-ffff-ffffffffffff",
    }).catch(isNobodys),
  listEndpointDeliveries: (sql, ask) =>
    Promise.all(
      [null, ask.id].map((beforeId) => listEndpointDeliveries(sql, { ...toName(ask), beforeId, limit: 200 })),
    ),
  replayDelivery: (sql, ask) => replayDelivery(sql, { ...toName(ask), deliveryId: ask.id }),
};

function toName({ businessId, id }: Pick<Ask, "businessId" | "id">) {
  return { businessId, endpointId: id };
}

function attemptOf(ask: Ask) {
  return {
    ...toName(ask),
    id: randomUUID(),
    messageId: "message",
    type: "test",
    durationMs: 1,
    status: 410,
    problem: "not_a_success",
    answer: null,
  };
}

/** An attempt at an endpoint that is not the business's has nothing to stand under. */
function isNobodys(failure: unknown): null {
  if (failure instanceof Error && "constraint" in failure && failure.constraint === "webhook_attempts_endpoint")
    return null;
  throw failure;
}
