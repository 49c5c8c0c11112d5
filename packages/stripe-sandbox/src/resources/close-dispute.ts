import { cancelWork } from "../clock/due-work.ts";
import { emit } from "../events/emit.ts";
import { DISPUTE_FEE } from "../payments/processing-fee.ts";
import type { Records } from "../store/collections.ts";
import type { World } from "../store/world.ts";
import { recordBalanceTransaction } from "./balance-transactions.ts";

/** The case is decided. A chargeback that is won gives the amount and its fee back. */
export function closeDispute(world: World, id: string, status: "won" | "lost" | "warning_closed"): Records["disputes"] {
  const before = world.disputes.require(id, "dispute");
  const wasWithdrawn = before.balance_transactions.length > 0;
  cancelWork(world, null, id);
  const reinstated = status === "won" && wasWithdrawn ? [reinstate(world, before)] : [];
  const dispute = world.disputes.update(id, {
    status,
    balance_transactions: [...before.balance_transactions, ...reinstated],
    is_charge_refundable: status === "warning_closed",
  });
  if (reinstated.length > 0) emit(world, "charge.dispute.funds_reinstated", dispute);
  emit(world, "charge.dispute.closed", dispute);
  return dispute;
}

function reinstate(world: World, dispute: Records["disputes"]) {
  const charge = world.charges.require(dispute.charge);
  return recordBalanceTransaction(world, {
    amount: dispute.amount,
    currency: dispute.currency,
    fee: -DISPUTE_FEE,
    feeDescription: "Dispute fee",
    type: "adjustment",
    reportingCategory: "dispute_reversal",
    source: dispute.id,
    description: `Chargeback reversal for ${charge.id}`,
    customer: charge.customer,
    isAvailableAtOnce: true,
  });
}
