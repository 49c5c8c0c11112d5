import type { HoldBody } from "./calls.ts";

/**
 * What can be said of one business from the answers alone, without asking it again: an independent, deliberately small
 * account of what was given, what was spent for certain and what is held for certain. Amounts are micro-tokens.
 *
 * Clients speak at the same time, so each number is a bound: grants count once they are sent, charges once they are
 * answered, a hold while nothing else is said to it.
 */
export class CallsModel {
  readonly calls = new Map<string, ModelCall>();
  #given = 0n;
  #spent = 0n;
  /** What calls beyond their holds, and late captures, may have left unpaid. */
  #unpaid = 0n;

  give(micro: bigint): void {
    this.#given += micro;
  }

  spend(micro: bigint): void {
    this.#spent += micro;
  }

  /** Before something is said to a call. */
  ask(call: ModelCall, costMicro = 0n): void {
    call.asked += 1;
    if (costMicro > call.held) this.#unpaid += costMicro - call.held;
  }

  /** What came back. Answers may come in any order: what a live call holds never falls. */
  hear(hold: HoldBody): ModelCall {
    const { service, openedAt } = hold;
    const call = this.calls.get(hold.holdId) ?? {
      ...NEW_CALL,
      id: hold.holdId,
      service,
      openedAtMs: Date.parse(openedAt),
    };
    this.calls.set(hold.holdId, call);
    if (hold.status !== "open") {
      this.#close(call, hold);
      return call;
    }
    const [held, charged] = [toMicro(hold.held), toMicro(hold.charged)];
    if (charged > held) this.#unpaid += charged - held;
    if (held > call.held) call.held = held;
    call.seq = Math.max(call.seq, hold.lastSeq);
    call.bookedSeconds = Math.max(call.bookedSeconds, hold.bookedSeconds);
    call.grantedSeconds = Math.max(call.grantedSeconds, hold.grantedSeconds);
    call.expiresAtMs = Math.max(call.expiresAtMs, Date.parse(hold.expiresAt));
    return call;
  }

  /** What is held for certain, and the most there can be for it. */
  balance(latestNowMs: number): { readonly heldMicro: bigint; readonly thereMicro: bigint } {
    let heldMicro = 0n;
    for (const call of this.calls.values()) {
      if (call.status === "open" && call.asked === 0 && call.expiresAtMs > latestNowMs) heldMicro += call.held;
    }
    return { heldMicro, thereMicro: this.#given - this.#spent + this.#unpaid };
  }

  /** A call ends once; only what was abandoned may still be settled, so its charge is not certain before. */
  #close(call: ModelCall, { status, bookedSeconds, charged }: HoldBody): void {
    if (toMicro(charged) !== exactCharge(call.service, bookedSeconds)) throw new Error(`${call.id} costs ${charged}`);
    // What was said before the settlement may be heard after it.
    if (call.status === "settled" && status === "abandoned") return;
    const isFinal = call.status === "captured" || call.status === "voided" || call.status === "settled";
    if (isFinal && (call.status !== status || call.bookedSeconds !== bookedSeconds))
      throw new Error(
        `${call.id} ended as ${call.status} after ${call.bookedSeconds} s and as ${status} after ${bookedSeconds} s`,
      );
    if (isFinal || (call.status === "abandoned" && status === "abandoned")) return;
    call.status = status === "open" ? call.status : status;
    // What a settlement adds was set aside no more when it came, so that it may have been left unpaid.
    if (status === "settled") this.#unpaid += toMicro(charged) - exactCharge(call.service, call.bookedSeconds);
    call.bookedSeconds = bookedSeconds;
    if (status !== "abandoned") this.#spent += toMicro(charged);
  }
}

export type ModelCall = {
  readonly id: string;
  readonly service: string;
  readonly openedAtMs: number;
  status: HoldBody["status"];
  /** Said to it and not yet answered. */
  asked: number;
  held: bigint;
  seq: number;
  bookedSeconds: number;
  grantedSeconds: number;
  expiresAtMs: number;
};

const NEW_CALL = {
  status: "open",
  asked: 0,
  held: 0n,
  seq: 0,
  bookedSeconds: 0,
  grantedSeconds: 0,
  expiresAtMs: 0,
} as const;

/** The seed's prices written down a second time, on purpose. */
const PRICES: Readonly<Record<string, { readonly micro: bigint; readonly per: bigint }>> = {
  outbound_call: { micro: 2_000_000n, per: 60n },
  inbound_call: { micro: 1_500_000n, per: 60n },
  sms: { micro: 500_000n, per: 1n },
};

export function exactCharge(service: string, quantity: number): bigint {
  const price = PRICES[service];
  if (price === undefined) throw new Error(`no price for ${service}`);
  return (BigInt(quantity) * price.micro + price.per - 1n) / price.per;
}

/** By its decimal text: six decimals at most. */
export function toMicro(tokens: number): bigint {
  const [whole = "0", fraction = ""] = tokens.toFixed(6).split(".");
  return BigInt(`${whole}${fraction.padEnd(6, "0")}`);
}
