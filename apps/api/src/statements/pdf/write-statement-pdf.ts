import type { MicroTokens } from "@farebox/billing-core";
import PDFDocument from "pdfkit";
import type { Statement } from "../statement.ts";
import { MOVEMENT_WORDS, paymentReference, paymentWords, serviceWords } from "../statement-words.ts";
import { writeOpeningPart } from "./opening-part.ts";
import { INK_SOFT } from "./pen.ts";
import { createSheet, LEFT, RIGHT, type Sheet, writeFeet } from "./sheet.ts";
import { writeTable } from "./table.ts";
import { countWords, moneyWords, monthWords, movedWords, shortDayWords, tokensWords } from "./words.ts";

/** A statement on paper. The same statement is the same file, byte for byte. */
export async function writeStatementPdf(statement: Statement): Promise<Uint8Array> {
  const title = `Token statement ${monthWords(statement)}`;
  const at = new Date(statement.asOf);
  const document = new PDFDocument({
    size: "A4",
    margin: 0,
    bufferPages: true,
    lang: "en",
    displayTitle: true,
    font: null as unknown as string,
    info: { Title: title, Author: "Farebox", CreationDate: at, ModDate: at },
  });
  const chunks: Uint8Array[] = [];
  const done = new Promise<void>((resolve, reject) => {
    document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    document.on("end", resolve);
    document.on("error", reject);
  });
  const sheet = createSheet(document);
  writeOpeningPart(sheet, statement);
  writeMovements(sheet, statement);
  writeUsage(sheet, statement);
  writePayments(sheet, statement);
  writeNotes(sheet, statement);
  writeFeet(sheet, `${title} · ${statement.businessName}`);
  document.end();
  await done;
  return Buffer.concat(chunks);
}

function writeMovements(sheet: Sheet, { opening, closing, movements, isFinal }: Statement): void {
  const moved = movements.filter(({ amount }) => amount !== 0n);
  writeTable(sheet, {
    title: "Movements",
    columns: [
      { name: "What", share: 0.5 },
      { name: "Ledger entries", share: 0.22, align: "end" },
      { name: "Tokens", share: 0.28, align: "end" },
    ],
    rows: [
      ["Opening balance", "", tokensWords(opening)],
      ...moved.map(({ kind, entries, amount }) => [MOVEMENT_WORDS[kind], countWords(entries), movedWords(amount)]),
    ],
    total: [isFinal ? "Closing balance" : "Balance so far", "", tokensWords(closing)],
    empty: "",
  });
}

function writeUsage(sheet: Sheet, { usage }: Statement): void {
  const sum = usage.reduce((total, { charged, returned }) => total + charged - returned, 0n) as MicroTokens;
  const events = usage.reduce((total, use) => total + use.events, 0n);
  writeTable(sheet, {
    title: "Usage by service",
    columns: [
      { name: "Service", share: 0.26 },
      { name: "Uses", share: 0.1, align: "end" },
      { name: "Quantity", share: 0.13, align: "end" },
      { name: "Charged", share: 0.18, align: "end" },
      { name: "Corrected", share: 0.15, align: "end" },
      { name: "Tokens", share: 0.18, align: "end" },
    ],
    rows: usage.map((use) => [
      serviceWords(use.service),
      countWords(use.events),
      countWords(use.quantity),
      tokensWords(use.charged),
      use.returned === 0n ? "" : tokensWords(-use.returned as MicroTokens),
      tokensWords((use.charged - use.returned) as MicroTokens),
    ]),
    total: ["Total", countWords(events), "", "", "", tokensWords(sum)],
    empty: "Nothing was used.",
  });
}

function writePayments(sheet: Sheet, { payments, timeZone }: Statement): void {
  writeTable(sheet, {
    title: "Payments",
    columns: [
      { name: "Date", share: 0.15 },
      { name: "For", share: 0.33 },
      { name: "Reference", share: 0.37 },
      { name: "Amount", share: 0.15, align: "end" },
    ],
    rows: payments.map((payment) => [
      shortDayWords(payment.recordedAt, timeZone),
      paymentWords(payment),
      paymentReference(payment),
      moneyWords(payment.amount, payment.currency),
    ]),
    empty: "Nothing was paid.",
  });
}

function writeNotes(sheet: Sheet, statement: Statement): void {
  const { entries, timeZone } = statement;
  const notes = [
    entries === null
      ? "No entry of the ledger falls into this month."
      : `Ledger entries ${countWords(entries.first)} to ${countWords(entries.last)}. Days are days in ${timeZone}.`,
    "Quantities are in the unit of each service: seconds of calls and transcription, messages, requests.",
    "A balance below zero is work that was done before tokens for it were there.",
    "Amounts of payments are without tax. Invoices and receipts are documents of their own.",
  ];
  sheet.need(28 + notes.length * 13);
  sheet.moveTo(sheet.y + 28);
  for (const note of notes) {
    sheet.pen.write(note, { x: LEFT, y: sheet.y }, { size: 8.5, color: INK_SOFT, maxWidth: RIGHT - LEFT });
    sheet.moveTo(sheet.y + 13);
  }
}
