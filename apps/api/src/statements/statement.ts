import type { Instant, MicroTokens } from "@farebox/billing-core";
import type { Movement, ServiceUse, StatementPayment } from "@farebox/db/exports";
import type { StatementMonth } from "./statement-month.ts";

/** What happened to a business's tokens in a month of its zone. Opening and movements add up to closing, as the ledger does. */
export type Statement = StatementHead & {
  readonly businessId: string;
  readonly businessName: string;
  readonly timeZone: string;
  readonly movements: readonly Movement[];
  readonly usage: readonly ServiceUse[];
  readonly payments: readonly StatementPayment[];
  /** First and last entry of the ledger in it; null when nothing moved. */
  readonly entries: { readonly first: bigint; readonly last: bigint } | null;
};

export type StatementHead = {
  readonly month: StatementMonth;
  /** `[from, to)` */
  readonly from: Instant;
  readonly to: Instant;
  readonly opening: MicroTokens;
  readonly closing: MicroTokens;
  /** False while the month goes on. */
  readonly isFinal: boolean;
  /** Until when it tells: the end of the month, or now. */
  readonly asOf: Instant;
};
