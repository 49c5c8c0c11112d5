import { isHold } from "../calls/is-hold.ts";
import type { ProcedureName } from "../contract.gen.ts";

/**
 * Whether an answer has what decides over money and calls: a program that reads `undefined` for a balance does something
 * wrong, and does not notice. The rest is taken as it comes; an API that is older or newer may say less or more.
 */
export function isAnswer(name: ProcedureName, answer: Readonly<Record<string, unknown>>): boolean {
  if (name === "balance.get") return AMOUNTS.every((amount) => Number.isFinite(answer[amount]));
  if (name === "usage.authorize") return typeof answer["allowed"] === "boolean";
  if (name === "holds.list") return Array.isArray(answer["items"]);
  return !name.startsWith("holds.") || isHold(answer);
}

const AMOUNTS = ["available", "held", "debt", "total"];
