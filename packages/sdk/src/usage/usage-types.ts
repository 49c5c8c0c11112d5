import type { Procedures, UsageRecordAnswer, UsageRecordInput } from "../contract.gen.ts";

/** Something that happened and is to be paid for. Its `key` names the fact: sent again, it is charged once. */
export type UsageEvent = UsageRecordInput["events"][number];

/** What became of an event: `recorded`, `replayed`, `refused` with a reason, or `review`. */
export type UsageResult = UsageRecordAnswer["results"][number];

export interface Usage extends Omit<Procedures["usage"], "record"> {
  /**
   * Books an event and answers what the ledger says. Events that are recorded at the same time travel together. A refusal
   * is an answer, with `outcome: "refused"`; what cannot be decided in time is thrown, and may be recorded again with its key.
   */
  record(event: UsageEvent): Promise<UsageResult>;
  record(events: readonly UsageEvent[]): Promise<readonly UsageResult[]>;
  /**
   * Answers once the event is safe in the queue, which delivers it as soon as it can, however long that takes. With
   * `queue.file` it then survives a crash of this process. `queue_full` asks to slow down.
   */
  enqueue(event: UsageEvent): Promise<void>;
  /** Answers once everything queued so far is in the ledger or refused; throws when that takes longer than `totalTimeoutMs`. */
  flush(): Promise<void>;
  /** How much is queued. */
  readonly queued: number;
}
