import type { Ask } from "../procedures.ts";
import type { Settings } from "../settings.ts";
import type { Queue } from "../usage/queue.ts";
import type { LiveCall } from "./live-call.ts";

/** What calls of one client share. */
export type CallParts = {
  readonly ask: Ask;
  readonly settings: Settings;
  readonly queue: Queue;
  /** It has ended: started again, it is asked for anew. */
  readonly forget: (call: LiveCall) => void;
};
