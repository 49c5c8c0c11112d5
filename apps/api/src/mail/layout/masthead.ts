import { createElement as h, type ReactElement } from "react";
import { LIGHT } from "./mail-colors.ts";
import { AT_END, type Direction } from "./reading-direction.ts";

/** Who writes, and about which business. Text only: most clients show no image before they are asked to. */
export function Masthead({ about, dir }: { readonly about: string | null; readonly dir: Direction }): ReactElement {
  return h(
    "table",
    { role: "presentation", width: "100%", cellPadding: 0, cellSpacing: 0, style: { margin: "0 0 16px" } },
    h(
      "tbody",
      null,
      h(
        "tr",
        null,
        h(
          "td",
          { style: { padding: "0 4px", whiteSpace: "nowrap" } },
          h(
            "span",
            { className: "mark", style: dir === "rtl" ? { ...MARK, margin: "0 0 0 9px" } : MARK, "aria-hidden": true },
            "F",
          ),
          h("span", { className: "ink", style: NAME }, "Farebox"),
        ),
        h("td", { className: "ink3", style: { ...ABOUT, textAlign: AT_END[dir] } }, about ?? ""),
      ),
    ),
  );
}

const MARK = {
  backgroundColor: LIGHT.ink,
  borderRadius: "6px",
  color: LIGHT.canvas,
  display: "inline-block",
  fontSize: "13px",
  fontWeight: 600,
  height: "24px",
  lineHeight: "24px",
  margin: "0 9px 0 0",
  textAlign: "center",
  verticalAlign: "middle",
  width: "24px",
} as const;

const NAME = {
  color: LIGHT.ink,
  fontSize: "15px",
  fontWeight: 600,
  letterSpacing: "-0.01em",
  verticalAlign: "middle",
} as const;

const ABOUT = {
  color: LIGHT.ink3,
  fontSize: "13px",
  lineHeight: "18px",
  padding: "0 4px",
  verticalAlign: "middle",
  overflowWrap: "anywhere",
} as const;
