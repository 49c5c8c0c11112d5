import type { World } from "../store/world.ts";
export function endSchedule(_world: World, _id: string, _at: number): void {}
