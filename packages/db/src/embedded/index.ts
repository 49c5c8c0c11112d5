export { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
export { withHomeLock } from "./home-lock.ts";
export { readHomeSecret } from "./home-secrets.ts";
export { keepEmbeddedPostgres } from "./keep-embedded-postgres.ts";
export { identifyProcess, isSameProcessRunning, type ProcessIdentity } from "./process-identity.ts";
export { type EmbeddedPostgres, startEmbeddedPostgres } from "./start-embedded-postgres.ts";
