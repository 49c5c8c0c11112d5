import type { Collection, Row } from "./collection.ts";
import { COLLECTION_KINDS, type Records } from "./collections.ts";
import type { Change } from "./journal.ts";
import { readStateFile, StateFile } from "./state-file.ts";
import { createWorld, type World, type WorldOptions } from "./world.ts";

/** A world that lives in the file, or in memory alone where there is none. */
export function openWorld(
  path: string | null,
  options: Omit<WorldOptions, "onCommit"> = {},
): { world: World; file: StateFile | null } {
  if (path === null) return { world: createWorld(options), file: null };
  const { lines, sizeBytes } = readStateFile(path);
  const file = new StateFile(path);
  const world = createWorld({ ...options, onCommit: (changes, idsMade) => file.append(changes, idsMade) });
  for (const { idsMade, changes } of lines) {
    world.journal.idsMade = Math.max(world.journal.idsMade, idsMade);
    for (const [name, id, row] of changes) restore(world, name, id, row);
  }
  // Ids of a transaction that failed, or was never written, may have been seen by somebody: they are skipped.
  world.journal.idsMade += lines.length === 0 ? 0 : 1000;
  world.offsetSeconds = world.sandbox_state.get("clock")?.offsetSeconds ?? 0;
  file.compact(() => ({ changes: allRows(world), idsMade: world.journal.idsMade }), sizeBytes);
  return { world, file };
}

function restore(world: World, name: string, id: string, row: object | null): void {
  if (!Object.hasOwn(COLLECTION_KINDS, name))
    throw new Error(`The state file has a collection ${name} this version does not know.`);
  // The line was written from this very collection's row.
  (world[name as keyof Records] as unknown as Collection<Row>).restore(id, row as Row | null);
}

function allRows(world: World): Change[] {
  return (Object.keys(COLLECTION_KINDS) as (keyof Records)[]).flatMap((collection) => {
    const rows: Collection<Row> = world[collection] as unknown as Collection<Row>;
    return [
      ...rows.deletedIds().map((id) => ({ collection, id, row: null })),
      ...rows.all().map((row) => ({ collection, id: row.id, row })),
    ];
  });
}
