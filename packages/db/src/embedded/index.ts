export { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
export { readHomeSecret } from "./home-secrets.ts";
export {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "./start-embedded-postgres.ts";
