import { Amount } from "../../components/amount.tsx";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { formatMoney, formatPerToken, type Money } from "../../lib/format-money.ts";
import { formatCount, formatShare, formatTokens } from "../../lib/format-number.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { agentName } from "./chart-model.ts";
import { Sparkline } from "./sparkline.tsx";
import type { AgentOfUsage } from "./use-usage.ts";

const words = pageStrings.explorer.agent;

/** One agent over the range: its calls, what one of them costs, what it spends tokens on, and when. */
export default function AgentPanel({
  agent,
  pricePerToken,
  onEntries,
  onClose,
}: {
  agent: AgentOfUsage;
  pricePerToken: Money | null;
  onEntries: () => void;
  onClose: () => void;
}) {
  const name = agentName(agent.agentId);
  const perToken = pricePerToken === null ? null : formatPerToken(pricePerToken, 1);
  const facts = [
    [words.calls, formatCount(agent.calls)],
    [words.tokensPerCall, agent.tokensPerCall === null ? words.none : formatTokens(agent.tokensPerCall, { digits: 3 })],
    [words.costPerCall, agent.costPerCall === null ? words.none : (formatPerToken(agent.costPerCall, 1) ?? words.none)],
    [words.tokens, formatTokens(agent.charged, { digits: 3 })],
    [words.cost, writeCost(agent.cost)],
    [words.share, formatShare(agent.share)],
    [words.events, formatCount(agent.events)],
  ] as const;
  return (
    <Dialog
      shape="side"
      title={agent.agentId === "" ? name : words.title(name)}
      onClose={onClose}
      footer={agent.agentId !== "" && <Button onClick={onEntries}>{words.entries}</Button>}
    >
      <Sparkline values={agent.sparkline} className="h-16 w-full" />
      <dl className="mt-6 text-table">
        {facts.map(([fact, value]) => (
          <div key={fact} className="flex justify-between gap-4 border-b border-line py-1.5">
            <dt className="text-ink-2">{fact}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-meta text-ink-3">{perToken === null ? words.noPrice : words.priceHint(perToken)}</p>
      <h3 className="mt-6 mb-2 text-table font-semibold">{words.services}</h3>
      <table className="w-full text-table">
        <tbody>
          {agent.services.map(({ service, charged, events }) => (
            <tr key={service} className="border-b border-line">
              <th scope="row" className="py-1.5 text-start font-normal">
                {pageStrings.usage.services[service] ?? service}
                <span className="ms-2 text-meta text-ink-3">
                  {pageStrings.usage.events(formatCount(events), events !== 1)}
                </span>
              </th>
              <td className="text-end">
                <Amount tokens={charged} digits={3} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

/** Costs are averages: told to the smallest coin. */
function writeCost(cost: Money | null): string {
  return cost === null ? words.none : formatMoney({ ...cost, amount: Math.round(cost.amount) });
}
