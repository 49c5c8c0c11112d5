import { Body, Button, Container, Head, Heading, Html, Link, Preview, Section, Text } from "@react-email/components";
import { createElement as h, type ReactElement } from "react";
import type { MailContent } from "../mail-content.ts";
import { FactList } from "./fact-list.ts";
import { FONT, LIGHT, SHEET } from "./mail-colors.ts";
import { Masthead } from "./masthead.ts";

/** Every mail we send: what it is about, one thing to do, and why it came. Reads well without images, styles or colour. */
export function MailPage({ content }: { readonly content: MailContent }): ReactElement {
  const { language, about, title, paragraphs, figure, facts, action, after, footer } = content;
  const dir = language === "ar" ? "rtl" : "ltr";
  return h(
    Html,
    { lang: language, dir },
    h(
      Head,
      null,
      h("title", null, content.subject),
      h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      h("meta", { name: "color-scheme", content: "light dark" }),
      h("meta", { name: "supported-color-schemes", content: "light dark" }),
      h("style", { dangerouslySetInnerHTML: { __html: SHEET } }),
    ),
    h(
      Body,
      { className: "canvas", dir, style: { margin: 0, padding: 0, backgroundColor: LIGHT.canvas, fontFamily: FONT } },
      h(Preview, null, content.preheader),
      h(
        Container,
        { className: "outer", style: { maxWidth: "560px", padding: "40px 16px 48px" } },
        h(Masthead, { about, dir }),
        h(
          Section,
          { className: "surface", style: PANEL },
          h(Heading, { as: "h1", className: "ink", style: TITLE }, title),
          figure === null ? null : h(Figure, figure),
          ...paragraphs.map((text, index) => h(Text, { key: index, className: "ink2", style: PARAGRAPH }, text)),
          facts.length === 0 ? null : h(FactList, { facts, dir }),
          h(Button, { href: action.url, className: "button", style: BUTTON }, action.label),
          after === null ? null : h(Text, { className: "ink3", style: AFTER }, after),
        ),
        h(Footer, footer),
      ),
    ),
  );
}

function Figure({ value, caption }: NonNullable<MailContent["figure"]>): ReactElement {
  return h(
    Text,
    { className: "ink", style: FIGURE },
    value,
    " ",
    h("span", { className: "ink3", style: { color: LIGHT.ink3, ...CAPTION } }, caption),
  );
}

function Footer({ why, links }: MailContent["footer"]): ReactElement {
  return h(
    Section,
    { style: { padding: "20px 4px 0" } },
    h(Text, { className: "ink3", style: FINE }, why),
    links.length === 0
      ? null
      : h(
          Text,
          { className: "ink3", style: FINE },
          ...links.flatMap(({ label, url }, index) => [
            index === 0 ? null : h("span", { key: `${label}-gap` }, " · "),
            h(Link, { key: label, href: url, className: "ink3", style: FINE_LINK }, label),
          ]),
        ),
  );
}

const PANEL = {
  backgroundColor: LIGHT.surface,
  border: `1px solid ${LIGHT.line}`,
  borderRadius: "12px",
  padding: "36px 40px 40px",
} as const;

const TITLE = {
  margin: "0 0 12px",
  color: LIGHT.ink,
  fontSize: "22px",
  lineHeight: "30px",
  fontWeight: 600,
  letterSpacing: "-0.01em",
  textWrap: "balance",
} as const;

const FIGURE = {
  margin: "4px 0 16px",
  color: LIGHT.ink,
  fontSize: "40px",
  lineHeight: "48px",
  fontWeight: 600,
  letterSpacing: "-0.02em",
  fontVariantNumeric: "tabular-nums",
} as const;
const CAPTION = { fontSize: "15px", fontWeight: 400, letterSpacing: "0" } as const;

const PARAGRAPH = { margin: "0 0 16px", color: LIGHT.ink2, fontSize: "16px", lineHeight: "26px" } as const;

const BUTTON = {
  backgroundColor: LIGHT.ink,
  border: `1px solid ${LIGHT.ink}`,
  borderRadius: "6px",
  color: LIGHT.canvas,
  fontSize: "15px",
  fontWeight: 600,
  lineHeight: "20px",
  marginTop: "8px",
  padding: "12px 22px",
  textAlign: "center",
} as const;

const AFTER = { margin: "20px 0 0", color: LIGHT.ink3, fontSize: "14px", lineHeight: "22px" } as const;
const FINE = { margin: "0 0 6px", color: LIGHT.ink3, fontSize: "12px", lineHeight: "18px" } as const;
const FINE_LINK = { color: LIGHT.ink3, textDecoration: "underline" } as const;
