export type { DemoBusiness, DemoEvent, DemoGrant } from "./history.ts";
export { DEMO_BUSINESS_IDS, makeDemo } from "./make-demo.ts";
export { toCommand } from "./to-command.ts";
