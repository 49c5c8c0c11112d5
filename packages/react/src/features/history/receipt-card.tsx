import type { ReactNode } from "react";
import { Amount } from "../../components/amount.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { formatCount, formatTokens, slotDigits, splitTokens } from "../../lib/format-number.ts";
import { formatInstant } from "../../lib/format-time.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { strings } from "../../lib/strings.ts";
import { explainCharge, writeFormula } from "./arithmetic.ts";
import { CallSteps } from "./call-steps.tsx";
import { tellCall } from "./call-story.ts";
import { detailOf, nameEntry, statusOf } from "./entry-view.ts";
import type { Hold } from "./use-hold.ts";
import type { Receipt } from "./use-receipt.ts";

const words = pageStrings.history;

/** One entry with its proof: how it was counted, which tokens paid it, and what names it. */
export function ReceiptCard({
  receipt,
  hold,
  timeZone,
}: {
  receipt: Receipt;
  /** What was set aside for its call; null for anything else, or when it could not be had. */
  hold: Hold | null;
  timeZone: string;
}) {
  const { whole, fraction } = splitTokens(receipt.amount, { digits: 6, atLeast: 1, sign: "always" });
  const detail = [detailOf(receipt), receipt.agentId].filter(Boolean).join(", ");
  return (
    <div data-receipt={receipt.id}>
      <p className="text-table text-ink-2">{`${nameEntry(receipt)}, ${formatInstant(new Date(receipt.occurredAt), timeZone)}`}</p>
      <p className="text-hero font-semibold tabular-nums">
        {whole}
        <span className="text-[24px] tracking-[-0.01em] text-ink-2">{fraction}</span>{" "}
        <span className="text-body font-normal tracking-normal text-ink-2">{strings.balance.tokens}</span>
      </p>
      <p className="mt-1 text-table text-ink-2">{[detail, statusOf(receipt).text].filter(Boolean).join(" · ")}</p>
      <Counted receipt={receipt} />
      <Legs receipt={receipt} />
      <Story receipt={receipt} hold={hold} timeZone={timeZone} />
      <Proof receipt={receipt} timeZone={timeZone} />
    </div>
  );
}

function Counted({ receipt }: { receipt: Receipt }) {
  const { calculation, service } = receipt;
  if (calculation === null) return null;
  const serviceName = (pageStrings.usage.services[service ?? ""] ?? service ?? "").replace(
    /^[A-Z](?=[a-z])/,
    (letter) => letter.toLowerCase(),
  );
  return (
    <Block title={words.counted}>
      <table className="w-full text-table">
        <tbody>
          {explainCharge(calculation, serviceName).map(({ name, value }) => (
            <tr key={name} className="border-b border-line">
              <th scope="row" className="py-1.5 text-start font-normal">
                {name}
              </th>
              <td className="text-end">{value}</td>
            </tr>
          ))}
          <tr>
            <th scope="row" className="py-1.5 text-start font-semibold">
              {writeFormula(calculation)}
            </th>
            <td className="text-end font-medium">{formatTokens(calculation.charged, { digits: 6, atLeast: 1 })}</td>
          </tr>
        </tbody>
      </table>
    </Block>
  );
}

function Legs({ receipt }: { receipt: Receipt }) {
  const isTaken = receipt.amount < 0;
  const legs = receipt.legs.filter(({ amount }) => amount !== 0);
  if (legs.length === 0) return null;
  const digits = slotDigits([receipt.amount, ...legs.map(({ amount }) => amount)]);
  const shown = (amount: number) => (isTaken ? -amount : amount);
  return (
    <Block title={isTaken ? words.cameFrom : words.wentTo}>
      <table className="w-full text-table">
        <tbody>
          {legs.map((leg) => (
            <tr key={leg.order} className="border-b border-line">
              <th scope="row" className="py-1.5 text-start font-normal">
                {leg.source === null ? words.noGrant : (strings.balance.sources[leg.source] ?? leg.source)}
                {legs.length > 1 && <span className="ms-2 text-ink-3">{leg.order}.</span>}
              </th>
              <td className="text-end">
                <Amount tokens={shown(leg.amount)} digits={digits} atLeast={1} />
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row" className="py-1.5 text-start font-semibold">
              {isTaken ? words.taken : words.added}
            </th>
            <td className="text-end font-medium">
              <Amount tokens={shown(receipt.amount)} digits={digits} atLeast={1} />
            </td>
          </tr>
        </tbody>
      </table>
      <p className="mt-2 text-meta text-ink-3">
        {words.balanceLine(exact(receipt.balanceBefore), exact(receipt.balanceAfter))}
      </p>
    </Block>
  );
}

function Story({ receipt, hold, timeZone }: { receipt: Receipt; hold: Hold | null; timeZone: string }) {
  const { call, status, amount } = receipt;
  if (call === undefined) return null;
  return (
    <Block title={pageStrings.history.callStory.title}>
      <CallSteps steps={tellCall(call, { status, amount, hold })} timeZone={timeZone} />
    </Block>
  );
}

function Proof({ receipt, timeZone }: { receipt: Receipt; timeZone: string }) {
  const { facts } = words;
  return (
    <Block title={words.proof}>
      <dl className="grid grid-cols-[128px_1fr] gap-2 text-table max-sm:grid-cols-[104px_1fr]">
        <Fact name={facts.occurredAt}>{formatInstant(new Date(receipt.occurredAt), timeZone)}</Fact>
        <Fact name={facts.recordedAt}>{formatInstant(new Date(receipt.recordedAt), timeZone)}</Fact>
        {receipt.rate !== null && <Fact name={facts.rateVersion}>{words.version(String(receipt.rate.version))}</Fact>}
        {receipt.agentId !== undefined && <Fact name={facts.agent}>{receipt.agentId}</Fact>}
        {receipt.reason !== undefined && <Fact name={facts.reason}>{receipt.reason}</Fact>}
        {receipt.ref !== undefined && (
          <Copied name={receipt.call !== undefined ? facts.call : facts.reference} text={receipt.ref} />
        )}
        {receipt.key !== undefined && <Copied name={facts.key} text={receipt.key} />}
        <Fact name={facts.entry}>{words.entryNumber(formatCount(receipt.seq))}</Fact>
        <Copied name={facts.id} text={receipt.id} />
        {receipt.corrects !== null && <Copied name={facts.related} text={receipt.corrects} />}
      </dl>
    </Block>
  );
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-6">
      <h3 className="mb-2 text-table font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function Copied({ name, text }: { name: string; text: string }) {
  return (
    <Fact name={name}>
      <span className="flex min-w-0 items-start gap-2">
        <code className="min-w-0 pt-0.5 font-mono text-meta break-all">{text}</code>
        <CopyButton text={text} what={name.toLowerCase()} />
      </span>
    </Fact>
  );
}

function exact(tokens: number): string {
  return formatTokens(tokens, { digits: 6 });
}
