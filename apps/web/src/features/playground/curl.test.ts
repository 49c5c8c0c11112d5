import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { toCurl } from "./curl.ts";

const at = { origin: "https://billing.example", businessId: "0197" };

test("a request is a command that a shell understands, whatever an agent is called", () => {
  const body = { callId: "CA1", agentId: `Ann's "desk" $HOME \\ ü` };
  const command = toCurl({ method: "POST", path: "/holds", body }, at);
  const shown = execFileSync("sh", ["-c", command.replace(/^curl/, "printf '%s\\n'")], { encoding: "utf8" });
  expect(shown.trimEnd().split("\n")).toEqual([
    "-X",
    "POST",
    "https://billing.example/api/billing/holds",
    "-H",
    "Authorization: Bearer ",
    "-H",
    "Farebox-Business: 0197",
    "-H",
    "Content-Type: application/json",
    "-d",
    JSON.stringify(body),
  ]);
});
