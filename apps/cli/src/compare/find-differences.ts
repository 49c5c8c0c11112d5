import type { BookDoor } from "../ledger/book-door.ts";
import { type LedgerLine, toLedgerLine } from "../ledger/ledger-line.ts";
import { type BothSides, type CompareRules, compareRef, findingOf } from "./compare-ref.ts";
import type { Finding, FindingKind } from "./finding.ts";

type Group = BothSides & { readonly ref: string };

/**
 * Every difference, in the order of the references. What seems to be missing is looked for by its reference before it is
 * called so: it may have been booked for another time, wait for a review, or still run.
 */
export async function* findDifferences(
  groups: AsyncIterable<Group>,
  { door, rules }: { readonly door: BookDoor; readonly rules: CompareRules },
): AsyncGenerator<Finding> {
  let block: Group[] = [];
  for await (const group of groups) {
    block.push(group);
    if (block.length < BLOCK) continue;
    yield* compareBlock(block, { door, rules });
    block = [];
  }
  yield* compareBlock(block, { door, rules });
}

const BLOCK = 2_000;
const REFS_AT_ONCE = 500;

async function* compareBlock(
  block: readonly Group[],
  { door, rules }: { readonly door: BookDoor; readonly rules: CompareRules },
): AsyncGenerator<Finding> {
  const compared = block.map((group) => ({ group, findings: compareRef(group, rules) }));
  const doubtful = compared
    .filter(({ findings }) => findings.some(({ kind }) => kind === "missing" || kind === "service"))
    .map(({ group }) => group.ref);
  const found = await findRefs(door, doubtful);
  for (const { group, findings } of compared) {
    const elsewhere = found.get(group.ref);
    if (elsewhere === undefined) yield* findings;
    else
      yield* compareRef({ ...group, lines: elsewhere.lines }, rules).map((finding) => told(finding, elsewhere, rules));
  }
}

type Elsewhere = {
  readonly lines: LedgerLine[];
  readonly unbooked: { readonly service: string; readonly status: string }[];
};

async function findRefs(door: BookDoor, refs: readonly string[]): Promise<ReadonlyMap<string, Elsewhere>> {
  const found = new Map<string, Elsewhere>();
  const of = (ref: string): Elsewhere => {
    const kept = found.get(ref) ?? { lines: [], unbooked: [] };
    found.set(ref, kept);
    return kept;
  };
  for (let from = 0; from < refs.length; from += REFS_AT_ONCE) {
    const answer = await door.find(refs.slice(from, from + REFS_AT_ONCE));
    for (const line of answer.lines.map(toLedgerLine)) if (line !== null) of(line.ref).lines.push(line);
    for (const each of answer.unbooked) of(each.ref).unbooked.push(each);
  }
  return found;
}

/** A missing record that the product knows something of is for a person to settle. */
function told(finding: Finding, { lines, unbooked }: Elsewhere, rules: CompareRules): Finding {
  if (finding.kind !== "missing" || finding.carrier === null) return finding;
  const status = unbooked.find(({ service }) => service === finding.service)?.status;
  const wasReversed = lines.some(({ isCorrected, service }) => isCorrected && service === finding.service);
  const kind = STATUS_KIND[status ?? ""] ?? (wasReversed ? "reversed_before" : null);
  if (kind === null) return finding;
  const record = { ...finding.carrier, ref: finding.ref, service: finding.service };
  return findingOf(kind, { record, line: null }, null, rules);
}

const STATUS_KIND: Readonly<Record<string, FindingKind>> = {
  open: "open_call",
  waits_for_review: "waits_for_review",
  rejected: "rejected",
};
