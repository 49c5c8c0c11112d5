import { microTokens, type NoticeKind, type NoticePayloads, toTokens } from "@farebox/billing-core";

/** What a notice says as outside code reads it: tokens as JSON numbers, times in RFC 3339. The one place that converts. */
export function toNoticeData<Kind extends NoticeKind>(payload: NoticePayloads[Kind]): NoticeData<Kind> {
  return toWireFields(payload) as NoticeData<Kind>;
}

export type NoticeData<Kind extends NoticeKind = NoticeKind> = { [Each in Kind]: Wire<NoticePayloads[Each]> }[Kind];

type Wire<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? {
        readonly [Name in keyof Value as WireName<Name>]: Name extends InstantName
          ? InText<Value[Name]>
          : Wire<Value[Name]>;
      }
    : Value;
type WireName<Name> = Name extends `${infer Amount}MicroTokens` ? Amount : Name;
type InstantName = "at" | `${string}At` | `${string}Until`;
type InText<Value> = Value extends null ? null : string;

// The names tell the units: `balanceMicroTokens` becomes `balance`, and what ends in `At` or `Until` is an instant.
const AMOUNT = /^(.+)MicroTokens$/;
const INSTANT = /(^at|At|Until)$/;

function toWireFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => toWireField(name, value)));
}

function toWireField(name: string, value: unknown): readonly [string, unknown] {
  const amount = AMOUNT.exec(name)?.[1];
  if (amount !== undefined && typeof value === "number") return [amount, toTokens(microTokens(BigInt(value)))];
  if (INSTANT.test(name) && typeof value === "number") return [name, new Date(value).toISOString()];
  return [name, typeof value === "object" && value !== null && !Array.isArray(value) ? toWireFields(value) : value];
}
