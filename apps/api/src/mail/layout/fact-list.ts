import { createElement as h, type ReactElement } from "react";
import { DIGITS, LIGHT } from "./mail-colors.ts";
import { AT_END, type Direction } from "./reading-direction.ts";

/** Names and values in two columns. A table, because mail clients lay out nothing else alike. */
export function FactList({
  facts,
  dir,
}: {
  readonly facts: readonly (readonly [string, string])[];
  readonly dir: Direction;
}): ReactElement {
  const nameStyle = { ...NAME, padding: dir === "rtl" ? "9px 0 9px 16px" : "9px 16px 9px 0" };
  const valueStyle = { ...VALUE, textAlign: AT_END[dir] };
  return h(
    "table",
    { role: "presentation", width: "100%", cellPadding: 0, cellSpacing: 0, style: TABLE },
    h(
      "tbody",
      null,
      ...facts.map(([name, value], index) => {
        const rule = { borderTop: index === 0 ? "none" : `1px solid ${LIGHT.line}` };
        return h(
          "tr",
          { key: name },
          h("td", { className: "ink3 line", style: { ...nameStyle, ...rule } }, name),
          h("td", { className: "ink line", style: { ...valueStyle, ...rule } }, value),
        );
      }),
    ),
  );
}

const TABLE = { borderCollapse: "collapse", margin: "4px 0 20px", width: "100%" } as const;
const CELL = { fontSize: "14px", lineHeight: "20px", padding: "9px 0", verticalAlign: "top" } as const;
const NAME = { ...CELL, color: LIGHT.ink3, whiteSpace: "nowrap" } as const;
const VALUE = {
  ...CELL,
  ...DIGITS,
  color: LIGHT.ink,
  fontWeight: 500,
  overflowWrap: "anywhere",
} as const;
