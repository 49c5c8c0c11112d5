import type { Strings } from "../../strings.ts";

export const calls: Strings["calls"] = {
  live: (count) => `المكالمات الجارية: ${count}`,
  heldFor: (count) => `محجوز للمكالمات الجارية (${count})`,
  heldLine: (tokens, count) => `${tokens} محجوزة للمكالمات الجارية (${count}).`,
  held: "محجوز لمكالمات جارية",
  see: "عرض المكالمات",
};
