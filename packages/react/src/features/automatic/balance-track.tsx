import { classNames } from "../../lib/class-names.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { useBalanceNow } from "../../lib/use-balance-now.ts";
import "./balance-track.css";
import { layTrack, type Mark } from "./lay-track.ts";

const words = sellingStrings.automatic.track;

/** The balance with the lines that are set, or being written, for its way down: a preview of what the form does. */
export function BalanceTrack({ marks }: { marks: readonly Mark[] }) {
  const balance = useBalanceNow();
  if (balance === null || marks.length === 0) return null;
  const { filled, bought, lines } = layTrack(balance.available, marks);
  const tellAt = marks.filter(({ adds }) => adds === null).map(({ at }) => at);
  const buys = marks.filter((mark): mark is Mark & { adds: number } => mark.adds !== null);
  return (
    <figure className="mt-4 max-w-3xl">
      <figcaption className="text-table font-medium text-ink-2">{words.title}</figcaption>
      <div aria-hidden="true" className="track mt-2">
        <span className="bg-sunken" />
        <span className="swatch bg-ink" style={{ width: percent(filled) }} />
        {bought.map(({ from, to }) => (
          <span key={from} className="hatch" style={{ insetInlineStart: percent(from), width: percent(to - from) }} />
        ))}
        {lines.map((at) => (
          <span key={at} className="swatch bg-warn" style={{ insetInlineStart: percent(at) }} />
        ))}
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-table text-ink-2">
        <Said swatch="bg-ink">{words.now(formatTokens(balance.available, { digits: 0 }))}</Said>
        {buys.map(({ at, adds }) => (
          <Said key={at} swatch="hatch">
            {words.buys(...tokens(at, adds, at + adds))}
          </Said>
        ))}
        {tellAt.length > 0 && (
          <Said swatch="bg-warn">
            {words.tells(
              [...tellAt]
                .sort((one, other) => other - one)
                .map(plain)
                .join(" · "),
            )}
          </Said>
        )}
      </ul>
    </figure>
  );
}

function Said({ swatch, children }: { swatch: string; children: string }) {
  return (
    <li className="flex items-center gap-2">
      <span aria-hidden="true" className={classNames("swatch size-2.5 shrink-0 rounded-[2px]", swatch)} />
      {children}
    </li>
  );
}

function percent(share: number): string {
  return `${share * 100}%`;
}

function plain(tokens: number): string {
  return formatTokens(tokens, { digits: 0 });
}

function tokens(below: number, adds: number, after: number): [below: string, adds: string, after: string] {
  return [plain(below), plain(adds), plain(after)];
}
