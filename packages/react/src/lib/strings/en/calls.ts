export const calls = {
  live: (count: string, many: boolean) => `${count} live ${many ? "calls" : "call"}`,
  heldFor: (count: string, many: boolean) => `Held for ${count} live ${many ? "calls" : "call"}`,
  heldLine: (tokens: string, count: string, many: boolean) =>
    `${tokens} held for ${count} live ${many ? "calls" : "call"}.`,
  held: "Held for calls in progress",
  see: "See calls",
};
