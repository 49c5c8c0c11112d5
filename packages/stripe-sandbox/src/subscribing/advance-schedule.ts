import type { World } from "../store/world.ts";
export function advanceSchedule(_world: World, _id: string): void {}
