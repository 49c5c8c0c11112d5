/** Written out: mail programs do not know logical properties. */
export type Direction = "ltr" | "rtl";

export const AT_END = { ltr: "right", rtl: "left" } as const satisfies Record<Direction, string>;
