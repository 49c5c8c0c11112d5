import { join } from "node:path";
import { ROOT } from "../root.ts";
import { runTool } from "../run-tool.ts";

/** What was promised. The same tests run in `npm test` with a looser limit: there the processor has other work as well. */
const SLOWEST_ANSWER_MILLISECONDS = "100";

/** Times how soon a busy page answers to clicks and keys. Answers what was missed. */
export async function measureSpeed(chromium: string): Promise<readonly string[]> {
  const config = join(ROOT, "e2e", "playwright.config.ts");
  const { isSuccess } = await runTool(
    "playwright",
    ["test", `--config=${config}`, "--reporter=list", "browser/vitals.spec"],
    {
      isShown: true,
      environment: {
        FAREBOX_CHROMIUM: chromium,
        FAREBOX_SLOWEST_ANSWER_MILLISECONDS: SLOWEST_ANSWER_MILLISECONDS,
        NO_COLOR: undefined,
      },
    },
  );
  return isSuccess ? [] : [`a page did not answer within ${SLOWEST_ANSWER_MILLISECONDS} ms, or moved by itself`];
}
