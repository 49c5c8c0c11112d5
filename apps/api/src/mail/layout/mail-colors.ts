import type { CSSProperties } from "react";

/** The product's own colours: light as attributes that every client knows, dark where a client asks for it. */
export const LIGHT = {
  canvas: "#fbfaf8",
  surface: "#ffffff",
  sunken: "#f5f3f0",
  line: "#e1dfdc",
  ink: "#1d1913",
  ink2: "#57524a",
  ink3: "#726c65",
  signal: "#00736c",
} as const;

const DARK = {
  canvas: "#100e0b",
  surface: "#191714",
  sunken: "#0c0a08",
  line: "#302d29",
  ink: "#f1f0ed",
  ink2: "#b4b0ab",
  ink3: "#9b9891",
  signal: "#5ed0c7",
} as const satisfies Record<keyof typeof LIGHT, string>;

// Inline styles win over a sheet, so what changes in the dark has to say that it is important.
const DARK_RULES = [
  // The cell that the whole mail stands in repeats the colour of the body, for clients that drop the body.
  `.canvas,.canvas>table>tbody>tr>td{background-color:${DARK.canvas}!important}`,
  `.surface{background-color:${DARK.surface}!important;border-color:${DARK.line}!important}`,
  `.sunken{background-color:${DARK.sunken}!important;border-color:${DARK.line}!important}`,
  `.line{border-color:${DARK.line}!important}`,
  `.ink{color:${DARK.ink}!important}`,
  `.ink2{color:${DARK.ink2}!important}`,
  `.ink3{color:${DARK.ink3}!important}`,
  `.signal{color:${DARK.signal}!important}`,
  `.button{background-color:${DARK.ink}!important;color:${DARK.canvas}!important;border-color:${DARK.ink}!important}`,
  `.mark{background-color:${DARK.ink}!important;color:${DARK.canvas}!important}`,
].join("");

export const SHEET = [
  ":root{color-scheme:light dark;supported-color-schemes:light dark}",
  "a{text-underline-offset:3px}",
  `@media (prefers-color-scheme:dark){${DARK_RULES}}`,
  "@media (max-width:480px){.outer{padding:16px 12px 32px!important}.surface{padding:28px 22px!important}.button{display:block!important}}",
].join("");

export const FONT =
  "Inter,ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif" as const;

/** Digits of one width, so that numbers below each other line up. */
export const DIGITS: CSSProperties = { fontVariantNumeric: "tabular-nums" };
