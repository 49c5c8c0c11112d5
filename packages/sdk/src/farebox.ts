import type { Calls } from "./calls/call-types.ts";
import type { Procedures } from "./contract.gen.ts";
import type { Usage } from "./usage/usage-types.ts";

/** Farebox, for a server: every procedure a key may call, live calls, and a queue of usage. */
export interface Farebox extends Omit<Procedures, "usage">, AsyncDisposable {
  readonly usage: Usage;
  readonly calls: Calls;
  /** Delivers what is queued, as far as `totalTimeoutMs` allows, and stops. Live calls are left to whoever resumes them. */
  close(): Promise<void>;
}
