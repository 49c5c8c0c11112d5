import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Finding, FindingKind } from "../compare/finding.ts";

/** Keeps findings on disk, however many there are, and their sums in memory. */
export function openFindingsFile(path: string): FindingsFile {
  const file = createWriteStream(path);
  const sums = new Map<FindingKind, Sum>();
  const first: Finding[] = [];
  let count = 0;
  return {
    path,
    first,
    sums,
    count: () => count,
    async add(finding) {
      count += 1;
      if (first.length < SHOWN) first.push(finding);
      const sum = sums.get(finding.kind) ?? { count: 0, microTokens: 0n };
      sums.set(finding.kind, { count: sum.count + 1, microTokens: sum.microTokens + BigInt(finding.microTokens) });
      if (!file.write(`${JSON.stringify(finding)}\n`)) await once(file, "drain");
    },
    async close() {
      file.end();
      await once(file, "close");
    },
  };
}

export type FindingsFile = {
  readonly path: string;
  /** As many as a table shows. */
  readonly first: readonly Finding[];
  readonly sums: ReadonlyMap<FindingKind, Sum>;
  readonly count: () => number;
  add(finding: Finding): Promise<void>;
  close(): Promise<void>;
};

export type Sum = { readonly count: number; readonly microTokens: bigint };

const SHOWN = 40;
