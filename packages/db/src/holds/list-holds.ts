import type { Hold, HoldStatus } from "@farebox/billing-core";
import { holdJson } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { type HoldRow, toHold } from "../mapping.ts";

/** Calls of a business as they were last written, newest id first. At most `limit`, before `beforeId`. */
export async function listHolds(sql: SqlRunner, asked: AskedHolds): Promise<readonly Hold[]> {
  const { text, parameters } = toStatement(asked);
  const rows = await sql.query<{ hold: HoldRow }>("list_holds", text, parameters);
  return rows.map(({ hold }) => toHold(hold));
}

export type AskedHolds = {
  readonly businessId: string;
  /** Null does not filter. */
  readonly status: HoldStatus | null;
  readonly agentId: string | null;
  /** Null begins with the newest. */
  readonly beforeId: string | null;
  readonly limit: number;
};

// Only the conditions that are asked for are in the text: the calls that are live are found by their own index.
function toStatement({ businessId, status, agentId, beforeId, limit }: AskedHolds) {
  const parameters: unknown[] = [businessId];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const conditions = ["hold.business_id = $1::uuid"];
  if (status === "open") conditions.push("hold.closed_at is null");
  else if (status !== null) conditions.push(`hold.status = ${bind(status)}`);
  if (agentId !== null) conditions.push(`hold.agent_id = ${bind(agentId)}`);
  if (beforeId !== null) conditions.push(`hold.id < ${bind(beforeId)}::uuid`);
  const text = `
select ${holdJson("hold")} as hold
from token_holds hold
where ${conditions.join("\n  and ")}
order by hold.id desc
limit ${bind(limit)}`;
  return { text, parameters };
}
