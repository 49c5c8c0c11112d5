import type { NoticePayloads } from "@farebox/billing-core";
import { insertNotice } from "@farebox/db/outbox";
import { readMoneyTime } from "@farebox/db/reads";
import { newId } from "../../new-id.ts";
import type { HandlerDeps } from "./handler.ts";

/** Tells a business that a payment failed. `key` names the attempt, of which several events may tell. */
export async function tellPaymentFailed(
  { db }: Pick<HandlerDeps, "db">,
  told: {
    readonly businessId: string;
    readonly key: string;
    readonly failed: NoticePayloads["payment_failed"];
  },
): Promise<void> {
  await insertNotice(db.service, {
    businessId: told.businessId,
    notice: {
      id: newId(),
      dedupeKey: `payment_failed:${told.key}`,
      kind: "payment_failed",
      payload: told.failed,
      channels: null,
      occurredAt: await readMoneyTime(db.service),
    },
  });
}
