export { businessToCharge } from "./business-to-charge.ts";
export { type FoundFarebox, findFarebox } from "./find-farebox.ts";
export { Complaint, runExample } from "./run-example.ts";
