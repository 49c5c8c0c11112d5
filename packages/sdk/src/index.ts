export type { Call, CallEnd, CallEvents, Calls, CallToStart, EndedCall, Hold } from "./calls/call-types.ts";
export type { Clock } from "./clock.ts";
export type * from "./contract.gen.ts";
export { createFarebox } from "./create-farebox.ts";
export { type ClientErrorCode, FareboxError, type FareboxErrorCode } from "./errors.ts";
export type { Farebox } from "./farebox.ts";
export type { Allowance, FareboxOptions, QueueOptions } from "./options.ts";
export type { RequestOptions } from "./request-options.ts";
export type { Usage, UsageEvent, UsageResult } from "./usage/usage-types.ts";
