import type {
  CaptureHoldCommand,
  ExtendHoldCommand,
  OpenHoldCommand,
  SetCapsCommand,
  VoidHoldCommand,
} from "../commands.ts";
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "../instants.ts";
import type { Rate } from "../rate-card.ts";
import { type Call, least, type Part } from "./reference-books.ts";
import type { ReferenceModel } from "./reference-model.ts";
import { priceOf, rateOf } from "./reference-prices.ts";

export type CapLine = SetCapsCommand["caps"][number];

const FLOOR = 10_000_000n;
const DAY_SECONDS = 86_400;

export function openCall(model: ReferenceModel, command: OpenHoldCommand): string {
  const again = model.seen(`hold:${command.callId}`, { service: command.service, agentId: command.agentId });
  const before = model.calls.find(({ callId }) => callId === command.callId);
  if (again !== null) return again === "replayed" && before !== undefined ? story(model, "replayed", before) : again;
  const rate = rateOf(model.cards, command.service, model.now);
  if (rate === null) return "refused unknown_service";
  if (rate.shape !== "call") return "refused validation_failed service";
  if (model.isSuspended) return "refused business_suspended";
  const free = model.available() + model.room();
  if (model.isOverdrawn() || free < FLOOR) return "refused below_call_floor";
  const minute = priceOf(rate, 60);
  const slice = least(-least(-minute, -FLOOR), free);
  const granted = longest(rate, slice);
  if (granted === 0) return "refused below_call_floor";
  const cap = capInTheWay(model, command.agentId, slice);
  if (cap !== null) return cap;
  if (model.slots !== null && model.live().length >= model.slots) return "refused concurrency_limit";
  model.contents.set(`hold:${command.callId}`, { service: command.service, agentId: command.agentId });
  const held = least(slice, model.available());
  const call: Call = {
    id: command.holdId,
    callId: command.callId,
    service: command.service,
    agentId: command.agentId,
    rate,
    openedAt: model.now,
    status: "open",
    seq: 0,
    elapsed: 0,
    accrued: 0n,
    held,
    lent: slice - held,
    granted,
    expiresAt: model.now + (granted + 30) * 1_000,
    reason: null,
  };
  model.calls.push(call);
  return story(model, "opened", call);
}

export function extendCall(model: ReferenceModel, command: ExtendHoldCommand): string {
  const call = model.calls.find(({ id }) => id === command.holdId);
  if (call === undefined) return "refused not_found";
  if (call.status !== "open") return `refused hold_not_open ${call.status}`;
  if (command.seq <= call.seq) return story(model, "replayed", call);
  if (!isPossible(model, call, command.elapsedSeconds)) return "refused validation_failed elapsedSeconds";

  const accrued = priceOf(call.rate, command.elapsedSeconds);
  const own = call.held + call.lent - accrued;
  const free = model.available() + model.room();
  const share = shareOf(model, call, free + own);
  const minute = priceOf(call.rate, command.elapsedSeconds + 60) - accrued;
  const topUp = least(minute, share);
  const most = -least(-own, -topUp);
  const isBeyond = most < 0n;
  const granted = isBeyond
    ? Math.min(longest(call.rate, accrued + free + own), command.elapsedSeconds)
    : longest(call.rate, accrued + most);
  const aside = isBeyond ? accrued + free + own : priceOf(call.rate, granted);
  const held = least(aside, call.held + model.available());
  call.seq = command.seq;
  call.elapsed = command.elapsedSeconds;
  call.accrued = accrued;
  call.held = held;
  call.lent = aside - held;
  call.granted = Math.max(call.granted, granted);
  call.expiresAt = call.openedAt + (call.granted + 30) * 1_000;
  model.settle(model.now);
  return story(model, "extended", call);
}

export function captureCall(model: ReferenceModel, command: CaptureHoldCommand): string {
  const call = model.calls.find(({ id }) => id === command.holdId);
  if (call === undefined) return "refused not_found";
  const charged = priceOf(call.rate, Math.max(0, Math.min(command.elapsedSeconds, 2 * DAY_SECONDS)));
  if ((call.status === "captured" || call.status === "settled") && call.elapsed === command.elapsedSeconds)
    return "replayed";
  const use = model.uses.find(({ id }) => id === call.id);
  const isInTime = model.now - call.expiresAt <= command.lateAfterMs;
  if (call.status !== "open" && (call.status !== "abandoned" || !isInTime || use?.isCorrected === true))
    return `refused hold_not_open ${call.status}`;
  if (!isPossible(model, call, command.elapsedSeconds)) return "refused validation_failed elapsedSeconds";
  if (call.status === "open" || use === undefined) {
    model.endCall(call, { status: "captured", elapsed: command.elapsedSeconds, charged, at: model.now });
    model.settle(model.now);
    return `captured ${charged}`;
  }
  if (command.elapsedSeconds !== call.elapsed) {
    const [kept, rest] = cut(use.parts, charged);
    const more = charged > use.charged ? charged - use.charged : 0n;
    const added = more === 0n ? [] : model.partsFrom(model.spendable(model.now), more, model.available());
    model.giveBack(rest, () => {
      use.isCorrected = true;
      const event = { ...use.event, quantity: command.elapsedSeconds };
      const parts = [...kept, ...added];
      model.uses.push({ ...use, id: command.lineId, charged, parts, event, recordedAt: null, isCorrected: false });
    });
    model.contents.set(`correct:${call.id}`, { reason: "settled" });
  }
  Object.assign(call, { status: "settled", elapsed: command.elapsedSeconds, accrued: charged });
  model.settle(model.now);
  return `settled ${charged}`;
}

export function voidCall(model: ReferenceModel, command: VoidHoldCommand): string {
  const call = model.calls.find(({ id }) => id === command.holdId);
  if (call === undefined) return "refused not_found";
  if (call.status === "voided" && call.reason === command.reason) return "replayed";
  if (call.status !== "open") return `refused hold_not_open ${call.status}`;
  if (call.accrued > 0n) return "refused validation_failed holdId";
  model.endCall(call, { status: "voided", elapsed: 0, charged: 0n, at: model.now });
  call.reason = command.reason;
  model.settle(model.now);
  return "voided";
}

export function setCaps(model: ReferenceModel, { caps }: SetCapsCommand): string {
  model.caps = caps;
  return "caps_set";
}

function story(model: ReferenceModel, outcome: string, call: Call): string {
  if (call.status !== "open") return `${outcome} 0 lent 0 granted ${call.granted} affordable 0 final`;
  const free = model.available() + model.room();
  const most = longest(call.rate, call.held + call.lent + shareOf(model, call, free));
  const affordable = Math.max(most, call.granted);
  const end = affordable === call.granted ? " final" : "";
  return `${outcome} ${call.held} lent ${call.lent} granted ${call.granted} affordable ${affordable}${end}`;
}

function isPossible(model: ReferenceModel, call: Call, elapsed: number): boolean {
  if (elapsed < 0 || elapsed > DAY_SECONDS) return false;
  if (call.status === "open" && elapsed < call.elapsed) return false;
  return elapsed * 1_000 - 5_000 <= model.now - call.openedAt;
}

/** Its part by price a second, every rate brought to the product of all denominators. */
function shareOf(model: ReferenceModel, call: Call, amount: bigint): bigint {
  if (amount <= 0n) return amount;
  const live = model.live();
  const product = live.reduce((all, { rate }) => all * BigInt(rate.per), 1n);
  const weight = ({ rate }: Call) => (rate.tokens * product) / BigInt(rate.per);
  return (amount * weight(call)) / live.reduce((all, one) => all + weight(one), 0n);
}

/** The longest call an amount pays for: doubled until it is too long, then narrowed down. */
function longest(rate: Rate, amount: bigint): number {
  let tooLong = 1;
  while (tooLong <= DAY_SECONDS && priceOf(rate, tooLong) <= amount) tooLong *= 2;
  let paid = Math.floor(tooLong / 2);
  tooLong = Math.min(tooLong, DAY_SECONDS + 1);
  while (tooLong - paid > 1) {
    const middle = Math.floor((paid + tooLong) / 2);
    if (priceOf(rate, middle) <= amount) paid = middle;
    else tooLong = middle;
  }
  return paid;
}

/** The first parts up to an amount, and the rest. */
function cut(parts: readonly Part[], amount: bigint): [kept: Part[], rest: Part[]] {
  const kept: Part[] = [];
  const rest: Part[] = [];
  let left = amount;
  for (const [lotId, size] of parts) {
    const first = least(left, size);
    if (first > 0n) kept.push([lotId, first]);
    if (first < size) rest.push([lotId, size - first]);
    left -= first;
  }
  return [kept, rest];
}

/** The histories take place in Kolkata, whose clock never changes. */
const ZONE_MS = 5 * HOUR_MS + 30 * MINUTE_MS;

function capInTheWay(model: ReferenceModel, agentId: string | null, slice: bigint): string | null {
  const refusals = model.caps
    .filter((cap) => cap.agentId === null || cap.agentId === agentId)
    .map((cap) => ({ cap, used: usedOf(model, cap), resetsAt: nextStart(cap.every, model.now) }))
    .filter(({ cap, used }) => used + slice > cap.limit)
    .sort((left, right) => right.resetsAt - left.resetsAt || rankOf(left.cap) - rankOf(right.cap));
  const [first] = refusals;
  return first === undefined ? null : `refused cap_reached ${first.cap.every} ${first.used} ${first.resetsAt}`;
}

/** On the last day of a month all windows end together: the business's month, its day, the agent's month, its day. */
function rankOf({ agentId, every }: CapLine): number {
  return (agentId === null ? 0 : 2) + (every === "month" ? 0 : 1);
}

function usedOf(model: ReferenceModel, cap: CapLine): bigint {
  const end = nextStart(cap.every, model.now);
  let used = 0n;
  for (const { event, charged, recordedAt, isCorrected } of model.uses) {
    if (isCorrected || (cap.agentId !== null && cap.agentId !== event.agentId)) continue;
    if (nextStart(cap.every, recordedAt ?? model.now) === end) used += charged;
  }
  for (const call of model.live())
    if (cap.agentId === null || cap.agentId === call.agentId) used += call.held + call.lent;
  return used;
}

function nextStart(every: "day" | "month", at: Instant): Instant {
  const local = new Date(at + ZONE_MS);
  if (every === "month") return Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 1) - ZONE_MS;
  return (Math.floor((at + ZONE_MS) / DAY_MS) + 1) * DAY_MS - ZONE_MS;
}
