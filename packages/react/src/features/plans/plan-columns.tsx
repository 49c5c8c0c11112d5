import "./plan-columns.css";
import { Check } from "lucide-react";
import { Button, buttonClass } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { classNames } from "../../lib/class-names.ts";
import { formatPerToken, formatPrice } from "../../lib/format-money.ts";
import { formatCount, formatTokens } from "../../lib/format-number.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Plan } from "../../lib/use-catalogue.ts";
import { type Interval, type PlanChoice, priceOf } from "./plan-choice.ts";

const words = sellingStrings.plans;

export type PlanColumn = {
  readonly plan: Plan;
  readonly choice: PlanChoice;
  /** What choosing it means, in one line. */
  readonly note: string;
  /** Null while rates are unknown. */
  readonly outboundMinutes: number | null;
};

/** The plans side by side, their facts on shared lines; on narrow screens a row to swipe, the held plan first. */
export function PlanColumns({
  columns,
  interval,
  canChoose,
  talkHref,
  onChoose,
}: {
  columns: readonly PlanColumn[];
  interval: Interval;
  canChoose: boolean;
  /** Where a plan of one's own is asked for; null where nobody can be written to. */
  talkHref: string | null;
  onChoose: (plan: Plan, choice: PlanChoice) => void;
}) {
  return (
    <ul className="plan-columns">
      {columns.map(({ plan, choice, note, outboundMinutes }) => {
        const name = words.names[plan.key] ?? plan.name;
        const isCurrent = choice === "current" || choice === "resume";
        const verb = VERBS[choice];
        return (
          <li key={plan.key} className={classNames("plan-column", isCurrent && "is-current")}>
            <div className="flex items-baseline gap-2">
              <h3 className="text-table font-semibold">{name}</h3>
              {isCurrent && <span className="ms-auto text-meta text-ink-3">{words.yours}</span>}
            </div>
            <PlanPrice plan={plan} interval={interval} />
            <dl className="plan-block grid gap-1 text-table">
              <Fact name={words.facts.tokens} value={tokensOf(plan)} />
              <Fact name={words.facts.perToken} value={perTokenOf(plan, interval)} />
              <Fact name={words.facts.outbound} value={minutesOf(plan, outboundMinutes)} />
            </dl>
            <ul className="plan-block grid gap-1 text-table text-ink-2">
              {plan.features.map((feature) => (
                <li key={feature} className="flex gap-2">
                  <Icon of={Check} className="mt-0.5 text-ink-3" />
                  <bdi>{words.features[feature] ?? feature}</bdi>
                </li>
              ))}
            </ul>
            <div className="pt-3">
              {choice === "current" ? (
                <p className="flex h-9 items-center justify-center gap-2 rounded-control border border-line text-table text-ink-3 max-sm:h-11">
                  <Icon of={Check} />
                  {words.verbs.current}
                </p>
              ) : choice === "custom" ? (
                talkHref !== null && (
                  <a href={talkHref} className={classNames(buttonClass(), "w-full")}>
                    {words.talk}
                  </a>
                )
              ) : (
                canChoose &&
                verb !== null && (
                  <Button
                    className="w-full"
                    aria-label={words.verbNamed(words.verbs[verb], name)}
                    onClick={() => onChoose(plan, choice)}
                  >
                    {words.verbs[verb]}
                  </Button>
                )
              )}
            </div>
            <p className="mt-2 min-h-8 text-meta text-ink-3">{note}</p>
          </li>
        );
      })}
    </ul>
  );
}

function PlanPrice({ plan, interval }: { plan: Plan; interval: Interval }) {
  const price = priceOf(plan, interval) ?? plan.price;
  const per = priceOf(plan, interval) === null ? "month" : interval;
  return (
    <p className="pt-2 pb-4 text-page font-semibold">
      {price === null ? words.custom : formatPrice(price)}
      {price !== null && price.amount > 0 && (
        <span className="ms-1 text-table font-normal tracking-normal text-ink-2">{words.per[per]}</span>
      )}
    </p>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex justify-between gap-2">
      <dt className="text-ink-3">{name}</dt>
      <dd className="text-end">{value}</dd>
    </div>
  );
}

function tokensOf({ tokens, tokensOnce }: Plan): string {
  if (tokens === null) return words.byContract;
  if (tokens === 0) return words.once(formatTokens(tokensOnce, { digits: 0 }));
  return words.monthly(formatTokens(tokens, { digits: 0 }));
}

function perTokenOf(plan: Plan, interval: Interval): string {
  if (plan.price === null || plan.tokens === null) return words.ownRates;
  const yearly = interval === "year" ? priceOf(plan, "year") : null;
  if (plan.price.amount === 0) return words.none;
  return (
    (yearly === null ? formatPerToken(plan.price, plan.tokens) : formatPerToken(yearly, plan.tokens * 12)) ?? words.none
  );
}

function minutesOf({ tokens }: Plan, minutes: number | null): string {
  if (tokens === null) return words.byContract;
  return minutes === null ? words.none : words.minutes(formatCount(minutes));
}

const VERBS = {
  current: null,
  subscribe: "subscribe",
  upgrade: "upgrade",
  downgrade: "downgrade",
  resume: "resume",
  cancel: "cancel",
  next: null,
  overdue: null,
  custom: null,
  not_sold: null,
  busy: null,
} as const satisfies Record<PlanChoice, keyof typeof words.verbs | null>;
