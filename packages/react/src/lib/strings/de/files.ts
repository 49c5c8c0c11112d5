import type { PageStrings } from "../../page-strings.ts";

export const files: PageStrings["files"] = {
  export: "Exportieren",
  what: "Was",
  filtered: "Wie hier gefiltert",
  everything: "Alles",
  history: "Verlauf",
  usage: "Nutzungszeilen",
  csv: "CSV",
  jsonl: "JSON-Zeilen",
  parquet: "Parquet",
  forSpreadsheets: "CSV für Excel (UTF-8-Marke)",
  as: (what, format) => `${what} als ${format}`,
  statements: "Monatsauszüge",
  statementsFailed: "Die Auszüge konnten nicht geladen werden. Guthaben und Anrufe sind nicht betroffen.",
  columns: { month: "Monat", opening: "Anfang", closing: "Ende", files: "Dateien" },
  soFar: "bisher",
  pdf: "PDF",
  of: (format, month) => `${format}, Auszug ${month}`,
  months: (zone) => `Monate in ${zone}, der Zone des Unternehmens.`,
  more: "Mehr laden",
};
