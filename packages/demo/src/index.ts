export type { DemoBusiness, DemoEvent, DemoGrant } from "./history.ts";
export { DEMO_DAYS, makeDemo } from "./make-demo.ts";
