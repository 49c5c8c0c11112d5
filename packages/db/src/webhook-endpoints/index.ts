/** What outgoing webhooks ask of the database. */
export { type Attempt, insertTestAttempt, recordAttempt } from "./attempts.ts";
export {
  type AskedDeliveries,
  type EndpointDelivery,
  listEndpointDeliveries,
  replayDelivery,
} from "./deliveries.ts";
export type { StoredEndpoint } from "./endpoint-columns.ts";
export {
  deleteEndpoint,
  type EndpointChange,
  type EndpointName,
  insertEndpoint,
  listEndpoints,
  readEndpoint,
  updateEndpoint,
} from "./endpoints.ts";
export { readSigning, rotateSecret } from "./secrets.ts";
