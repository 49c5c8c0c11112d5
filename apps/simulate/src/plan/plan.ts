/** Everything that will happen, in steps of money time. The seed decides all of it before anything is sent. */
export type Plan = {
  readonly seed: number;
  readonly minutes: number;
  readonly businesses: readonly PlannedBusiness[];
  readonly calls: readonly PlannedCall[];
  readonly works: readonly PlannedWork[];
  /** Steps in whose middle the product is killed. */
  readonly killAt: ReadonlySet<number>;
  /** Calls begin before this step. */
  readonly steps: number;
  /** The last one: everything that was left behind has fallen due. */
  readonly lastStep: number;
};

export type PlannedBusiness = {
  readonly index: number;
  readonly name: string;
  /** Lives on its trial: it runs out, and is refused. */
  readonly isPoor: boolean;
  /** Steps in which it buys a package. */
  readonly buysAt: readonly number[];
  /** The step from which it has prices of its own; null keeps those of everybody. */
  readonly newPricesAt: number | null;
  /** A rule buys for it, at most once. */
  readonly topsUp: boolean;
};

export type PlannedCall = {
  readonly callId: string;
  readonly business: number;
  /** Of a business that runs out: what it is refused depends on everything before, so nothing there may depend on the machine. */
  readonly isPoor: boolean;
  readonly service: "outbound_call" | "inbound_call";
  readonly agentId: string;
  readonly startStep: number;
  /** Seconds as its handler counts them: its clock may run fast or slow. */
  readonly seconds: number;
  readonly clockRate: number;
  readonly fate: "hangs_up" | "not_answered" | "crashes" | "crashes_and_is_settled";
  /** Steps after its start from which a crashed handler is silent. */
  readonly silentAfterSteps: number;
};

export type PlannedWork = {
  readonly key: string;
  readonly business: number;
  readonly step: number;
  readonly service: "sms" | "ai_agent_request" | "transcription";
  readonly quantity: number;
};

/** A handler's rhythm, too: a heartbeat each step. */
export const STEP_SECONDS = 30;
/** Longer than any hold outlives its last heartbeat. */
export const SETTLES_AFTER_STEPS = 20;
