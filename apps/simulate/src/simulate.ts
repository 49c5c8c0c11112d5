import { BrokenBooks, checkMinute } from "./books/check-minute.ts";
import { countBooks } from "./books/count-books.ts";
import { verifyLedger } from "./books/verify-ledger.ts";
import { agreeNewPrices } from "./fleet/agree-prices.ts";
import { buyPackage, confirmPaid, turnOnTopUp } from "./fleet/buy.ts";
import { messageOf } from "./fleet/call.ts";
import { createFleet, type Fleet } from "./fleet/fleet.ts";
import { playStep } from "./fleet/play-step.ts";
import { moneyClock } from "./money-clock.ts";
import { createChance } from "./plan/chance.ts";
import { type Plan, STEP_SECONDS } from "./plan/plan.ts";
import { openDoor } from "./product/door.ts";
import { type Product, runProduct } from "./product/run-product.ts";
import { signUp } from "./product/sign-up.ts";
import { createTally, type Tally } from "./tally.ts";

/** Lives through a plan with a product of its own, and proves its books. Throws `BrokenBooks` with the minute by which they broke. */
export async function simulate(plan: Plan, tell: (line: string) => void): Promise<Simulated> {
  const product = await runProduct();
  const door = openDoor(product);
  const tally = createTally();
  try {
    const clock = moneyClock(door);
    const base = startOfRun(await clock.now());
    await clock.moveTo(base);
    const cookie = await signUp(product);
    const fleet = await createFleet(door, plan, cookie);
    for (const business of fleet.businesses)
      if (business.plan.topsUp) await turnOnTopUp({ door, product, tally, cookie }, business);
    for (let step = 0; step <= plan.lastStep; step += 1) {
      const minute = (step * STEP_SECONDS) / 60;
      // Behind the plan most steps have nothing to say.
      if (step > plan.steps && step < plan.lastStep && !hasSomethingToSay(fleet, step)) continue;
      await clock.moveTo(base + step * STEP_SECONDS * 1_000);
      try {
        await live({ plan, product, door, tally, fleet, step });
        if (step % STEPS_A_CHECK === 0) await checkMinute(door, fleet);
      } catch (error) {
        throw new BrokenBooks(`by minute ${minute.toFixed(2)} of seed ${plan.seed}: ${describe(error)}`, {
          cause: error,
        });
      }
      if (step % STEPS_A_LINE === 0)
        tell(`minute ${minute} of ${plan.minutes}: ${tally.of("open answered")} calls, ${door.sentSoFar()} requests`);
    }
    const { digest, lines } = await countBooks(door, fleet);
    verifyLedger(product);
    return { tally, digest, lines, requests: door.sentSoFar(), fleet };
  } finally {
    await product.stop();
  }
}

export type Simulated = {
  readonly tally: Tally;
  readonly digest: string;
  readonly lines: number;
  readonly requests: number;
  readonly fleet: Fleet;
};

/** Every minute of money time all balances are compared, every five a line is told. */
const STEPS_A_CHECK = 2;
const STEPS_A_LINE = 10;

type Step = {
  readonly plan: Plan;
  readonly product: Product;
  readonly door: ReturnType<typeof openDoor>;
  readonly tally: Tally;
  readonly fleet: Fleet;
  readonly step: number;
};

/** All businesses at once; in a step that kills, the product dies in the middle of what they send. */
async function live({ plan, product, door, tally, fleet, step }: Step): Promise<void> {
  for (const business of fleet.businesses) {
    await confirmPaid(door, business);
    if (business.plan.newPricesAt === step) await agreeNewPrices(door, business);
    if (business.plan.buysAt.includes(step)) await buyPackage({ door, product, tally }, business, step);
  }
  let restarting: Promise<void> | null = null;
  const kill = () => {
    if (!plan.killAt.has(step) || restarting !== null) return;
    tally.add("kill -9");
    restarting = product.killAndStartAgain();
  };
  const parts = { door, chance: createChance(plan.seed), tally, onSent: kill };
  await Promise.all(fleet.businesses.map((business) => playStep(parts, business, step)));
  kill();
  await restarting;
}

function hasSomethingToSay({ businesses }: Fleet, step: number): boolean {
  return businesses.some(({ calls }) => calls.some((call) => messageOf(call, step) !== null));
}

/** The second of a month, in the morning: no run sees a month end, whenever it is made. */
function startOfRun(now: number): number {
  const today = new Date(now);
  return Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 2, 8);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
