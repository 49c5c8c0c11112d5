export { amountBetween, anyCostBasis, anyGrant, anyRate } from "./arbitraries.ts";
export {
  aGrant,
  anAccount,
  captureHoldCommand,
  correctUsageCommand,
  extendHoldCommand,
  grantCommand,
  openHoldCommand,
  recordUsageCommand,
  resolveReviewCommand,
  TEST_NOW,
  testId,
  testIds,
  voidHoldCommand,
} from "./builders.ts";
export { checkInvariants } from "./check-invariants.ts";
export { anyHistory, type Batch, type Deed } from "./histories.ts";
export { MemoryLedger } from "./memory-ledger.ts";
export { outcomeText } from "./outcome-text.ts";
export { ReferenceModel } from "./reference-model.ts";
export {
  apply,
  aSubscription,
  invoicePayment,
  proUpgrade,
  refundOf,
  SUBSCRIBED_AT,
  starterLine,
} from "./selling-life.ts";
export { Storyteller } from "./storyteller.ts";
