import { CALL_FLOOR, toTokens } from "@farebox/billing-core";
import { formatCount, formatTokens } from "../../lib/format-number.ts";
import { strings } from "../../lib/strings.ts";

export type BalanceFacts = {
  readonly available: number;
  readonly held: number;
  readonly debt: number;
  readonly status: "ok" | "low" | "critical" | "empty" | "overdrawn";
  readonly grants: readonly { readonly source: string; readonly original: number; readonly remaining: number }[];
};

export type BalanceView = {
  /** What the large figure says: what can be spent, or how far below nothing it is. */
  readonly figure: number;
  readonly badge: { readonly text: string; readonly tone: "warn" | "bad" } | null;
  readonly message: { readonly text: string; readonly tone: "plain" | "warn" | "bad" } | null;
};

/**
 * What can be done with a balance now. The API's status counts what live calls hold as still there; a new call cannot
 * start on that.
 */
export function stateOf({
  available,
  debt,
  status,
}: Pick<BalanceFacts, "available" | "debt" | "status">): BalanceFacts["status"] {
  if (debt > 0) return "overdrawn";
  if (available === 0) return "empty";
  return available < toTokens(CALL_FLOOR) ? "critical" : status;
}

/** Many tokens are few to whoever uses them up within three days. */
const LOW_HOURS = 72;

/** Which of its states a balance is in, and the words for it. The most urgent one speaks; there is never more than one. */
export function viewBalance(
  balance: BalanceFacts,
  {
    isSuspended,
    outboundMinutes,
    runsOutMinutes,
    runwayHours,
  }: {
    isSuspended: boolean;
    outboundMinutes: number | null;
    /** When live calls will have used all there is; null when that is not near. */
    runsOutMinutes: number | null;
    /** How long it lasts at the usual pace; null when that is far off or not known. */
    runwayHours: number | null;
  },
): BalanceView {
  const words = strings.balance;
  const figure = balance.debt > 0 ? -balance.debt : balance.available;
  if (isSuspended) {
    return {
      figure,
      badge: { text: words.suspended, tone: "bad" },
      message: { text: words.suspendedText, tone: "bad" },
    };
  }
  const state = stateOf(balance);
  const badge =
    state === "ok" ? null : { text: words.status[state], tone: state === "low" ? ("warn" as const) : ("bad" as const) };
  switch (state) {
    case "overdrawn":
      return {
        figure,
        badge,
        message: { text: words.overdrawn(formatTokens(balance.debt, { digits: 3 })), tone: "bad" },
      };
    case "empty":
      return { figure, badge, message: { text: balance.held > 0 ? words.heldOnly : words.empty, tone: "bad" } };
    case "critical":
      return { figure, badge, message: { text: words.critical, tone: "bad" } };
    case "low":
      if (runsOutMinutes !== null) return { figure, badge, message: runsOutMessage(runsOutMinutes) };
      return { figure, badge, message: { text: lowText(balance.available, outboundMinutes), tone: "warn" } };
    case "ok":
      if (runsOutMinutes !== null) return { figure, badge, message: runsOutMessage(runsOutMinutes) };
      if (runwayHours !== null && runwayHours < LOW_HOURS)
        // How long exactly, the forecast says right below.
        return { figure, badge: { text: words.status.low, tone: "warn" }, message: null };
      return { figure, badge, message: trialMessage(balance, outboundMinutes) };
  }
}

function runsOutMessage(minutes: number): BalanceView["message"] {
  return {
    text: minutes === 0 ? strings.balance.runsOutNow : strings.balance.runsOut(formatCount(minutes)),
    tone: "warn",
  };
}

function lowText(available: number, outboundMinutes: number | null): string {
  const tokens = formatTokens(available, { digits: 1 });
  return outboundMinutes === null
    ? strings.balance.lowPlain(tokens)
    : strings.balance.low(tokens, formatCount(outboundMinutes));
}

/** Only while the trial is all there is: afterwards it is one grant among others. */
function trialMessage({ grants }: BalanceFacts, outboundMinutes: number | null): BalanceView["message"] {
  const [grant, ...others] = grants;
  if (grant === undefined || others.length > 0 || grant.source !== "trial") return null;
  if (grant.remaining < grant.original || outboundMinutes === null) return null;
  return { text: strings.balance.trial(formatCount(outboundMinutes)), tone: "plain" };
}
