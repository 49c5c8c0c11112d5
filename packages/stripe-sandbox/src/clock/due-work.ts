import type { World } from "../store/world.ts";

/** Something that happens by itself when its time comes. */
export interface DueWork {
  readonly id: string;
  /** Names the handler that does it, such as `invoice.finalize`. */
  readonly kind: string;
  /** The id of the object it is about. */
  readonly subject: string;
  /** Unix seconds on its clock. */
  readonly at: number;
  /** Null for the sandbox's own clock. */
  readonly testClock: string | null;
}

/** Each resource file exports its own; the keys are the kinds. A handler runs in a transaction of its own. */
export interface DueWorkHandlers {
  readonly [kind: string]: (world: World, subject: string) => void;
}

/** Plans work of this kind for the subject, instead of what was planned of the same kind before. */
export function scheduleWork(world: World, work: Omit<DueWork, "id">): void {
  cancelWork(world, work.kind, work.subject);
  world.due_work.insert({ id: world.due_work.newId(), ...work });
  world.afterCommit(() => world.onWorkScheduled?.());
}

/** Without a kind, all that is planned for the subject. */
export function cancelWork(world: World, kind: string | null, subject: string): void {
  for (const work of world.due_work.where((each) => each.subject === subject && (kind === null || each.kind === kind))) {
    world.due_work.delete(work.id);
  }
}
