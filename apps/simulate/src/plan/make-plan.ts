import { type Chance, createChance } from "./chance.ts";
import { durationAt } from "./durations.ts";
import {
  type Plan,
  type PlannedBusiness,
  type PlannedCall,
  type PlannedWork,
  SETTLES_AFTER_STEPS,
  STEP_SECONDS,
} from "./plan.ts";

const BUSINESSES = 24;
const POOR = 6;
/** Of all reported work, in the proportion of the trace: one call among six other events. */
const WORK_PER_CALL = 1;

/** The same seed and sizes make the same plan, on every machine. */
export function makePlan({ seed, minutes, calls, kills }: PlanSize): Plan {
  const chance = createChance(seed);
  const steps = Math.max(1, Math.round((minutes * 60) / STEP_SECONDS));
  const planned = Array.from({ length: calls }, (_, index) => planCall(chance, index, steps));
  const killAt = new Set(
    Array.from({ length: kills }, (_, index) => 1 + Math.floor(chance("kill", index) * (steps - 1))),
  );
  return {
    seed,
    minutes,
    businesses: Array.from({ length: BUSINESSES }, (_, index) => planBusiness(chance, index, steps)).map(
      (business) => ({
        ...business,
        // A payment whose news die with the product is told again only after a minute of nobody's time.
        buysAt: business.buysAt.filter((step) => !killAt.has(step)),
      }),
    ),
    calls: planned,
    works: Array.from({ length: calls * WORK_PER_CALL }, (_, index) => planWork(chance, index, steps)),
    killAt,
    steps,
    // The last call that crashes is settled, and whatever nobody ends is found by the sweeper.
    lastStep: steps + 2 * SETTLES_AFTER_STEPS,
  };
}

export type PlanSize = {
  readonly seed: number;
  /** Of money time in which calls begin. */
  readonly minutes: number;
  readonly calls: number;
  readonly kills: number;
};

function planBusiness(chance: Chance, index: number, steps: number): PlannedBusiness {
  const isPoor = index < POOR;
  const buys = isPoor ? 0 : Math.floor(chance("buys", index) * 2);
  return {
    index,
    name: `Fleet ${String(index + 1).padStart(2, "0")}`,
    isPoor,
    buysAt: Array.from({ length: buys }, (_, nth) => Math.floor(chance("buys at", index, nth) * steps)),
    newPricesAt: !isPoor && chance("prices", index) < 0.25 ? Math.floor(chance("prices at", index) * steps) : null,
    topsUp: !isPoor && index % 6 === 0,
  };
}

function planCall(chance: Chance, index: number, steps: number): PlannedCall {
  const business = Math.floor(chance("business", index) * BUSINESSES);
  const startStep = Math.floor(chance("start", index) * steps);
  const most = (steps - startStep) * STEP_SECONDS;
  const seconds = Math.max(1, Math.min(durationAt(chance("duration", index)), most));
  // What a business that runs out is refused depends on all it holds: there every call ends in its own time.
  const isPoor = business < POOR;
  const fate = isPoor ? "hangs_up" : fateAt(chance("fate", index));
  return {
    callId: `sim-${index}-${Math.floor(chance("name", index) * 2 ** 32).toString(16)}`,
    business,
    isPoor,
    service: chance("service", index) < 0.5 ? "outbound_call" : "inbound_call",
    agentId: `agent-${Math.floor(chance("agent", index) * 5)}`,
    startStep,
    seconds,
    clockRate: !isPoor && chance("skewed", index) < 0.1 ? 0.97 + chance("skew", index) * 0.06 : 1,
    fate,
    silentAfterSteps: Math.floor(chance("silent", index) * Math.ceil(seconds / STEP_SECONDS)),
  };
}

function fateAt(share: number): PlannedCall["fate"] {
  if (share < 0.04) return "crashes";
  if (share < 0.08) return "crashes_and_is_settled";
  return share < 0.15 ? "not_answered" : "hangs_up";
}

function planWork(chance: Chance, index: number, steps: number): PlannedWork {
  const share = chance("work", index);
  const service = share < 0.54 ? "sms" : share < 0.98 ? "ai_agent_request" : "transcription";
  return {
    key: `work-${index}`,
    business: Math.floor(chance("work of", index) * BUSINESSES),
    step: Math.floor(chance("work at", index) * steps),
    service,
    quantity: service === "transcription" ? durationAt(0.75 + chance("transcribed", index) / 4) : 1,
  };
}
