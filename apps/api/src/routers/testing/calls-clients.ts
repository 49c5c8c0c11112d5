import { newId } from "../../new-id.ts";
import type { Asked, createAsk } from "./ask.ts";
import { createCalls, type HoldBody } from "./calls.ts";
import { CallsModel, exactCharge, type ModelCall, toMicro } from "./calls-model.ts";

/** One business that several clients speak to at several processes, and what the model knows of it. */
export class CalledBusiness {
  readonly model = new CallsModel();
  readonly answers: Record<string, number> = {};
  readonly businessId: string;
  readonly #asks: readonly Ask[];
  readonly #random: Random;
  readonly #clock: SharedClock;

  constructor(parts: { businessId: string; asks: readonly Ask[]; random: Random; clock: SharedClock }) {
    this.businessId = parts.businessId;
    this.#asks = parts.asks;
    this.#random = parts.random;
    this.#clock = parts.clock;
  }

  /** One thing that a call handler does next. */
  async act(): Promise<void> {
    const dice = this.#random.integer(1, 100);
    const live = [...this.model.calls.values()].filter((call) => call.status === "open");
    const call = dice > 95 ? this.#random.pick([...this.model.calls.values()]) : this.#random.pick(live);
    if (dice <= 18 || call === undefined) await this.#open();
    else if (dice <= 50) await this.#extend(call);
    else if (dice <= 68 || dice > 95) await this.#capture(call);
    else if (dice <= 72) await this.#void(call);
    else if (dice <= 84) await this.#use();
    else if (dice <= 89) await this.give(this.#random.integer(1, 12));
    else await this.#look();
    this.#check();
  }

  async give(tokens: number): Promise<void> {
    this.model.give(toMicro(tokens));
    const body = { key: newId(), tokens, source: "adjustment", reason: "test" };
    await this.#settled(() => this.#ask()("POST", "/grants", { businessId: this.businessId, body }));
  }

  async #open(): Promise<void> {
    const asked = { callId: newId(), service: this.#random.pick(["outbound_call", "inbound_call"]) ?? "" };
    // Some are sent twice: at once, and to another process.
    const answers = await Promise.all(
      Array.from({ length: this.#random.integer(1, 10) === 1 ? 2 : 1 }, () =>
        this.#settled(() => this.#calls().open(asked)),
      ),
    );
    for (const answer of answers) this.#hear("open", answer, ["below_call_floor"]);
  }

  async #extend(call: ModelCall): Promise<void> {
    const elapsed = this.#elapsedOf(call);
    this.model.ask(call);
    const seq = call.seq + this.#random.integer(0, 3);
    const answer = await this.#settled(() => this.#calls().extend(call.id, Math.max(1, seq), elapsed));
    call.asked -= 1;
    this.#hear("extend", answer, ["hold_not_open", "validation_failed"]);
  }

  async #capture(call: ModelCall): Promise<void> {
    const elapsed = this.#elapsedOf(call);
    this.model.ask(call, exactCharge(call.service, elapsed));
    const answer = await this.#settled(() => this.#calls().capture(call.id, elapsed));
    call.asked -= 1;
    this.#hear("capture", answer, ["hold_not_open", "validation_failed"]);
  }

  async #void(call: ModelCall): Promise<void> {
    this.model.ask(call);
    const answer = await this.#settled(() => this.#calls().void(call.id));
    call.asked -= 1;
    this.#hear("void", answer, ["hold_not_open", "validation_failed"]);
  }

  async #use(): Promise<void> {
    const quantity = this.#random.integer(1, 4);
    const events = [{ key: newId(), service: "sms", quantity }];
    const { body } = await this.#settled(() =>
      this.#ask()<{ results: { outcome: string; reason?: string }[] }>("POST", "/usage", {
        businessId: this.businessId,
        body: { events },
      }),
    );
    const [result] = body.results;
    if (result?.outcome === "recorded") this.model.spend(exactCharge("sms", quantity));
    else if (result?.reason !== "insufficient_tokens") throw new Error(`usage was ${JSON.stringify(result)}`);
    this.#count("use", result?.reason ?? result?.outcome ?? "");
  }

  /** A balance is of one instant: its parts fit each other whatever happens around it. */
  async #look(): Promise<void> {
    const { body } = await this.#settled(() =>
      this.#ask()<BalanceBody>("GET", "/balance", { businessId: this.businessId }),
    );
    const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + toMicro(amount), 0n);
    const [available, held, debt] = [toMicro(body.available), toMicro(body.held), toMicro(body.debt)];
    const facts = {
      heldByCalls: sum(body.liveCalls.map((call) => call.held)) === held,
      backedByGrants: sum(body.grants.map((grant) => grant.remaining)) === available + held,
      adds: toMicro(body.total) === available + held - debt,
      noDebtBesidesTokens: available >= 0n && (debt === 0n || available === 0n),
    };
    if (Object.values(facts).includes(false)) throw new Error(`${JSON.stringify(facts)} in ${JSON.stringify(body)}`);
    this.#count("look", "answered");
  }

  #check(): void {
    const { heldMicro, thereMicro } = this.model.balance(this.#clock.latestNowMs());
    if (heldMicro > thereMicro)
      throw new Error(`${heldMicro} are held for certain, and at most ${thereMicro} are there`);
  }

  /** Mostly what the call could be at by now, within what it was granted; sometimes beyond, or what cannot be. */
  #elapsedOf(call: ModelCall): number {
    const passed = Math.floor((this.#clock.latestNowMs() - call.openedAtMs) / 1_000);
    const most = this.#random.integer(1, 20) === 1 ? passed + 2 : Math.min(passed, call.grantedSeconds);
    return this.#random.integer(Math.min(call.bookedSeconds, most), Math.max(call.bookedSeconds, most));
  }

  #hear(what: string, { body, error }: Asked<HoldBody>, allowed: readonly string[]): void {
    if (error !== null && !allowed.includes(error.code)) throw new Error(`${what}: ${JSON.stringify(error)}`);
    this.#count(what, error?.code ?? body.outcome ?? "");
    const hold = error === null ? body : (error.details?.["hold"] as HoldBody | undefined);
    if (hold !== undefined) this.model.hear(hold);
  }

  /** Sent again while the account is too busy: that is safe, and what a client does. */
  async #settled<Body>(send: () => Promise<Asked<Body>>): Promise<Asked<Body>> {
    for (;;) {
      const answer = await send();
      if (answer.error?.code !== "ledger_conflict") return answer;
      this.#count("any", "ledger_conflict");
    }
  }

  #count(what: string, came: string): void {
    this.answers[`${what} ${came}`] = (this.answers[`${what} ${came}`] ?? 0) + 1;
  }

  #ask(): Ask {
    return this.#random.pick(this.#asks) as Ask;
  }

  #calls() {
    return createCalls(this.#ask(), this.businessId);
  }
}

type Ask = ReturnType<typeof createAsk>;

type BalanceBody = {
  available: number;
  held: number;
  debt: number;
  total: number;
  liveCalls: { held: number }[];
  grants: { remaining: number }[];
};

/** Money time moves for everybody; nobody knows more of it than that it is not later than this. */
export type SharedClock = { latestNowMs(): number };

export type Random = ReturnType<typeof createRandom>;

/** Seeded (mulberry32), so that the same things are asked again; which answer comes first is up to the machine. */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  return {
    integer: (least: number, most: number) => least + Math.floor(next() * (most - least + 1)),
    pick: <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(next() * items.length)],
  };
}
