export { amountBetween, anyCostBasis, anyGrant, anyRate } from "./arbitraries.ts";
export {
  aGrant,
  anAccount,
  correctUsageCommand,
  grantCommand,
  recordUsageCommand,
  resolveReviewCommand,
  TEST_NOW,
  testId,
  testIds,
} from "./builders.ts";
export { checkInvariants } from "./check-invariants.ts";
export { anyHistory, type Batch, type Deed, Storyteller } from "./histories.ts";
export { MemoryLedger } from "./memory-ledger.ts";
export { outcomeText } from "./outcome-text.ts";
export { ReferenceModel } from "./reference-model.ts";
