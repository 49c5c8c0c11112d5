import { Courier, nextDeliveryAt } from "../events/courier.ts";
import type { DeliveryOptions } from "../events/send-delivery.ts";
import type { World } from "../store/world.ts";
import { finishAdvance } from "./advance-test-clock.ts";
import { type DueWorkFailure, doDueWork } from "./do-due-work.ts";
import { type DueWorkHandlers, earliestWork } from "./due-work.ts";
import { now } from "./now.ts";

/** Longest wait a timer can be set to, in milliseconds. */
const MAXIMUM_TIMER_MILLISECONDS = 2_147_483_647;

/** Does what is due when it is due: work, test clocks that advance, deliveries. */
export class Timekeeper {
  readonly #world: World;
  readonly #handlers: DueWorkHandlers;
  readonly #courier: Courier;
  readonly #onFailure: (cause: unknown) => void;
  #timer: NodeJS.Timeout | null = null;
  #soon: NodeJS.Immediate | null = null;
  #isClosed = false;

  constructor(
    world: World,
    options: { handlers: DueWorkHandlers; deliveries: DeliveryOptions; onFailure: (cause: unknown) => void },
  ) {
    this.#world = world;
    this.#handlers = options.handlers;
    this.#courier = new Courier(world, options.deliveries);
    this.#onFailure = options.onFailure;
    world.onWorkScheduled = () => this.#wake();
    this.#wake();
  }

  /** Moves the sandbox's clock forward and settles when all that became due has been done and delivered. */
  async moveTo(time: number): Promise<void> {
    this.#doWork(time);
    this.#world.offsetSeconds = time - this.#world.realNow();
    const state = { id: "clock", offsetSeconds: this.#world.offsetSeconds };
    this.#world.transaction(null, () => {
      if (this.#world.sandbox_state.get("clock") === undefined) this.#world.sandbox_state.insert(state);
      else this.#world.sandbox_state.update("clock", state);
    });
    await this.settle();
  }

  /** Settles when nothing is due any more. */
  async settle(): Promise<void> {
    do {
      this.#doWork(now(this.#world));
      await this.#courier.deliverDue();
    } while (this.#isSomethingDue());
    this.#setTimer();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#world.onWorkScheduled = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#soon !== null) clearImmediate(this.#soon);
    await this.#courier.close();
  }

  /** After the answer that caused it has been written. */
  #wake(): void {
    if (this.#isClosed || this.#soon !== null) return;
    this.#soon = setImmediate(() => {
      this.#soon = null;
      this.#doWork(now(this.#world));
      this.#setTimer();
      this.#courier.deliverDue().then(
        () => this.#setTimer(),
        (cause: unknown) => this.#onFailure(cause),
      );
    });
  }

  #doWork(until: number): void {
    for (const clock of this.#world.test_clocks.where((each) => each.status === "advancing")) {
      for (const failure of finishAdvance(this.#world, this.#handlers, clock.id)) this.#tell(failure);
    }
    for (const failure of doDueWork(this.#world, this.#handlers, { testClock: null, until })) this.#tell(failure);
  }

  #tell({ work, cause }: DueWorkFailure): void {
    this.#onFailure(new Error(`${work.kind} of ${work.subject} failed`, { cause }));
  }

  #isSomethingDue(): boolean {
    const time = now(this.#world);
    const delivery = nextDeliveryAt(this.#world);
    return (
      !this.#isClosed && (earliestWork(this.#world, null, time) !== null || (delivery !== null && delivery <= time))
    );
  }

  #setTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const instants = [earliestWork(this.#world, null)?.at, nextDeliveryAt(this.#world)].filter((each) => each != null);
    if (instants.length === 0 || this.#isClosed) return;
    const wait = (Math.min(...instants) - now(this.#world)) * 1000;
    this.#timer = setTimeout(() => this.#wake(), Math.min(Math.max(wait, 50), MAXIMUM_TIMER_MILLISECONDS));
    this.#timer.unref();
  }
}
