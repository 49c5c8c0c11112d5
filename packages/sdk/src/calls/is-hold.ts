import { isRecord } from "../is-record.ts";
import type { Hold } from "./call-types.ts";

/** Whether an answer has what a call goes by. A newer API may say more. */
export function isHold(value: unknown): value is Hold {
  return (
    isRecord(value) &&
    typeof value["holdId"] === "string" &&
    value["holdId"] !== "" &&
    typeof value["status"] === "string" &&
    [value["grantedSeconds"], value["bookedSeconds"]].every((seconds) => Number.isFinite(seconds))
  );
}
