import type { Finding } from "../compare/finding.ts";
import { readRows } from "../external-sort.ts";
import type { BookDoor } from "../ledger/book-door.ts";
import type { Options } from "../options.ts";
import type { FindingsFile } from "../report/findings-file.ts";
import { type Settled, settleFinding } from "./settle-finding.ts";

/**
 * Carries out the corrections of a file of findings in their order, as far as the limits reach; one that does not fit any
 * more waits for a person, smaller ones after it may still fit. Told one by one, in order.
 */
export async function applyCorrections(parts: ApplyParts): Promise<void> {
  const { door, findings, limits, tell } = parts;
  let count = 0;
  let moved = 0n;
  let underWay: Promise<readonly [Finding, Settled]>[] = [];
  const settleAll = async () => {
    // All have ended before any failure is passed on, so that what was done is also told.
    const ended = await Promise.allSettled(underWay);
    underWay = [];
    for (const each of ended) if (each.status === "fulfilled") await tell(...each.value);
    for (const each of ended) if (each.status === "rejected") throw each.reason;
  };
  for await (const finding of readRows<Finding>(findings.path)) {
    const size = BigInt(Math.abs(finding.microTokens));
    const isWithin = count < limits.limitCount && moved + size <= limits.limitTokens;
    const settled: Promise<Settled> | Settled =
      finding.correction === null || isWithin
        ? settleFinding(door, finding)
        : { outcome: "review", why: "beyond the limit of this run" };
    if (finding.correction !== null && isWithin) {
      count += 1;
      moved += size;
    }
    underWay.push(Promise.resolve(settled).then((outcome) => [finding, outcome] as const));
    if (underWay.length === AT_ONCE) await settleAll();
  }
  await settleAll();
}

/** Few: they are all about one business, whose commits follow each other anyway. */
const AT_ONCE = 8;

export type ApplyParts = {
  readonly door: BookDoor;
  readonly findings: Pick<FindingsFile, "path">;
  readonly limits: Pick<Options, "limitTokens" | "limitCount">;
  readonly tell: (finding: Finding, settled: Settled) => Promise<void>;
};
