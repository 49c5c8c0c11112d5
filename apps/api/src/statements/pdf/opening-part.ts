import type { MicroTokens } from "@farebox/billing-core";
import type { Statement } from "../statement.ts";
import { fittingSize, INK, INK_SOFT } from "./pen.ts";
import { LEFT, RIGHT, type Sheet } from "./sheet.ts";
import { dayWords, monthWords, movedWords, rangeWords, tokensWords } from "./words.ts";

/** What the first page begins with: whose it is, which month, and the four figures that are the statement in short. */
export function writeOpeningPart(sheet: Sheet, statement: Statement): void {
  writeMark(sheet);
  writeOwner(sheet, statement);
  writeTitle(sheet, statement);
  writeFigures(sheet, statement);
}

function writeMark({ document, pen, moveTo }: Sheet): void {
  document
    .save()
    .translate(LEFT, 52)
    .scale(22 / 32);
  document.roundedRect(0, 0, 32, 32, 7).fill(INK);
  document.path("M7 11h18v3a2 2 0 0 0 0 4v3H7v-3a2 2 0 0 0 0-4z").lineWidth(2).lineJoin("round").stroke("#fbfaf8");
  document.path("M16 12v8").lineWidth(2).dash(2, { space: 2 }).stroke("#5ed0c7").undash();
  document.restore();
  pen.write("Farebox", { x: LEFT + 30, y: 68 }, { size: 13, weight: "semibold" });
  moveTo(52);
}

function writeOwner({ pen }: Sheet, { businessName, businessId }: Statement): void {
  const maxWidth = 300;
  pen.write(businessName, { x: RIGHT, y: 62 }, { size: 10.5, weight: "semibold", align: "end", maxWidth });
  pen.write(businessId, { x: RIGHT, y: 76 }, { size: 8, color: INK_SOFT, align: "end" });
}

function writeTitle({ pen, moveTo }: Sheet, statement: Statement): void {
  const title = statement.isFinal ? "Token statement" : "Token statement, so far";
  pen.write(title, { x: LEFT, y: 128 }, { size: 10.5, color: INK_SOFT });
  pen.write(monthWords(statement), { x: LEFT, y: 154 }, { size: 24, weight: "semibold" });
  const range = `${rangeWords(statement)}, ${statement.timeZone} time`;
  pen.write(range, { x: LEFT, y: 173 }, { size: 9.5, color: INK_SOFT, maxWidth: RIGHT - LEFT });
  moveTo(194);
}

function writeFigures(sheet: Sheet, statement: Statement): void {
  const { opening, closing, movements, from, to, asOf, isFinal, timeZone } = statement;
  const sum = (isWanted: (amount: bigint) => boolean): MicroTokens =>
    movements.filter(({ amount }) => isWanted(amount)).reduce((total, { amount }) => total + amount, 0n) as MicroTokens;
  const figures = [
    { name: "Opening balance", value: tokensWords(opening), hint: dayWords(from, timeZone) },
    { name: "Added", value: movedWords(sum((amount) => amount > 0n)), hint: "tokens" },
    { name: "Used and taken", value: movedWords(sum((amount) => amount < 0n)), hint: "tokens" },
    {
      name: isFinal ? "Closing balance" : "Balance so far",
      value: tokensWords(closing),
      hint: dayWords(isFinal ? to - 1 : asOf, timeZone),
    },
  ];
  const { document, pen, y } = sheet;
  const width = (RIGHT - LEFT) / figures.length;
  document.roundedRect(LEFT, y, RIGHT - LEFT, 70, 6).fill("#f5f3f0");
  for (const [index, { name, value, hint }] of figures.entries()) {
    const x = LEFT + index * width + 14;
    const maxWidth = width - 20;
    const look = { size: 14, weight: "semibold", maxWidth } as const;
    pen.write(name, { x, y: y + 21 }, { size: 8.5, color: INK_SOFT, maxWidth });
    pen.write(value, { x, y: y + 41 }, { ...look, size: fittingSize(pen, value, look) });
    pen.write(hint, { x, y: y + 57 }, { size: 8, color: INK_SOFT, maxWidth });
  }
  sheet.moveTo(y + 70);
}
