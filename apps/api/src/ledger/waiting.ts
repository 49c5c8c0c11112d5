import type { Command, Outcome } from "@farebox/billing-core";
import type { NotDecided } from "./not-decided.ts";
import type { Turn } from "./waiting-room.ts";

/** One command and whoever waits for its answer. Whether anybody still listens makes no difference. */
export type Waiting = {
  readonly command: Command;
  readonly answer: (outcome: Outcome[Command["kind"]] | NotDecided) => void;
  readonly admittedAt: number;
  /** Since when its account is tried for: its first attempt, or its arrival behind others who tried in vain; null before. */
  waitsSince: number | null;
  /** How often a commit with it ended without an answer. */
  answersLost: number;
};

/** An attempt begins. Who arrived behind others that were tried in vain has waited since they came. */
export function markTried(turn: Turn<Waiting>): void {
  const now = performance.now();
  for (const item of turn.items) item.waitsSince ??= turn.misses > 0 ? item.admittedAt : now;
}
