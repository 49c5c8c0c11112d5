/** What the background jobs ask of the database. */
export { findMissingSchema } from "./find-missing-schema.ts";
export { removeEndedSignIns } from "./remove-ended.ts";
export { takeNextBusiness } from "./take-next-business.ts";
