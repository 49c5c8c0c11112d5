import { Amount } from "../../components/amount.tsx";
import { formatCount, formatShare } from "../../lib/format-number.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { agentName, sumMicro } from "./chart-model.ts";

export const SHOWN_AT_FIRST = 8;

type Agent = { readonly key: string; readonly tokens: number; readonly events: number };

/** Agents with what they spent, per event too, and their share as a bar. A name leads to its entries. */
export function AgentsTable({
  agents,
  all,
  onAgent,
}: {
  agents: readonly Agent[];
  all: readonly Agent[];
  onAgent: (agentId: string) => void;
}) {
  const words = pageStrings.usage.agentColumns;
  const total = sumMicro(all.map(({ tokens }) => tokens));
  return (
    <table className="w-full table-fixed text-table">
      <thead>
        <tr className="border-b border-line text-meta text-ink-3">
          <th scope="col" className="py-2 text-start font-normal">
            {words.agent}
          </th>
          <th scope="col" className="w-24 py-2 text-end font-normal max-sm:hidden">
            {words.events}
          </th>
          <th scope="col" className="slot-3 slot-inset w-36 py-2 text-end font-normal max-sm:hidden">
            {words.perEvent}
          </th>
          <th scope="col" className="slot-3 slot-inset w-36 py-2 text-end font-normal max-sm:w-28">
            {words.tokens}
          </th>
          <th scope="col" className="w-[34%] py-2 ps-6 text-start font-normal max-sm:w-16 max-sm:ps-2 max-sm:text-end">
            {words.share}
          </th>
        </tr>
      </thead>
      <tbody>
        {agents.map((agent) => (
          <tr key={agent.key} className="h-11 border-b border-line hover:bg-hover">
            <th scope="row" className="truncate text-start font-normal">
              {agent.key === "" ? (
                <span className="text-ink-2">{agentName("")}</span>
              ) : (
                <button
                  type="button"
                  className="max-w-full truncate py-1 underline-offset-3 hover:underline"
                  onClick={() => onAgent(agent.key)}
                >
                  {agent.key}
                </button>
              )}
            </th>
            <td className="text-end text-ink-2 max-sm:hidden">{formatCount(agent.events)}</td>
            <td className="text-end text-ink-2 max-sm:hidden">
              <Amount tokens={agent.events === 0 ? 0 : agent.tokens / agent.events} digits={3} />
            </td>
            <td className="text-end">
              <Amount tokens={agent.tokens} digits={3} />
            </td>
            <td className="ps-6 max-sm:ps-2">
              <span className="flex items-center gap-3">
                <span aria-hidden="true" className="h-1 min-w-0 flex-1 rounded-control bg-sunken max-sm:hidden">
                  <span
                    className="swatch block h-1 rounded-control bg-ink-2"
                    style={{ width: `${total === 0 ? 0 : (agent.tokens / total) * 100}%` }}
                  />
                </span>
                <span className="w-10 text-end text-ink-2 max-sm:w-full">
                  {total === 0 ? "–" : formatShare(agent.tokens / total)}
                </span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
