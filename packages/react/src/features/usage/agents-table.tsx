import { Amount } from "../../components/amount.tsx";
import { Name } from "../../components/name.tsx";
import { formatCount, formatShare } from "../../lib/format-number.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { strings } from "../../lib/strings.ts";
import { agentName } from "./chart-model.ts";
import { Sparkline } from "./sparkline.tsx";
import type { AgentOfUsage } from "./use-usage.ts";

const words = pageStrings.explorer.agent;

/** Agents with their calls, what one costs, what they spent and when. A name opens what is known of it. */
export function AgentsTable({
  agents,
  onOpen,
}: {
  agents: readonly AgentOfUsage[];
  onOpen: (agentId: string) => void;
}) {
  return (
    <table className="w-full table-fixed text-table">
      <thead>
        <tr className="border-b border-line text-meta text-ink-3">
          <th scope="col" className="py-2 text-start font-normal">
            {words.agent}
          </th>
          <th scope="col" className="w-20 py-2 text-end font-normal max-sm:hidden">
            {words.calls}
          </th>
          <th scope="col" className="slot-3 slot-inset w-36 py-2 text-end font-normal max-sm:hidden">
            {words.tokensPerCall}
          </th>
          <th scope="col" className="slot-3 slot-inset w-36 py-2 text-end font-normal max-sm:w-28">
            {words.tokens}
          </th>
          <th scope="col" className="w-[26%] py-2 ps-6 text-start font-normal max-lg:hidden">
            <span className="sr-only">{strings.shell.usage}</span>
          </th>
          <th scope="col" className="w-16 py-2 text-end font-normal">
            {pageStrings.usage.agentColumns.share}
          </th>
        </tr>
      </thead>
      <tbody>
        {agents.map((agent) => (
          <tr key={agent.agentId} className="relative h-11 border-b border-line hover:bg-hover">
            <th scope="row" className="text-start font-normal">
              <button
                type="button"
                aria-haspopup="dialog"
                className="block max-w-full py-1 underline-offset-3 after:absolute after:inset-0 hover:underline"
                onClick={() => onOpen(agent.agentId)}
              >
                <Name>{agentName(agent.agentId)}</Name>
              </button>
            </th>
            <td className="text-end text-ink-2 max-sm:hidden">
              {agent.calls === 0 ? words.none : formatCount(agent.calls)}
            </td>
            <td className="text-end text-ink-2 max-sm:hidden">
              {agent.tokensPerCall === null ? (
                <span className="slot-3 slot-inset">{words.none}</span>
              ) : (
                <Amount tokens={agent.tokensPerCall} digits={3} />
              )}
            </td>
            <td className="text-end">
              <Amount tokens={agent.charged} digits={3} />
            </td>
            <td className="ps-6 max-lg:hidden">
              <Sparkline values={agent.sparkline} className="h-6 w-full" />
            </td>
            <td className="text-end text-ink-2">{formatShare(agent.share)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
