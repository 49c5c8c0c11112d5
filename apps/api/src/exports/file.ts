/** A file that is made while it is read. */
export type StreamedFile = {
  /** As a browser saves it; ASCII letters, digits, dots and hyphens. */
  readonly name: string;
  readonly contentType: string;
  readonly chunks: AsyncGenerator<Uint8Array>;
  /** Called once, however it ended: read to its end, left, failed, or never begun. */
  readonly onClose: () => void;
};

export const CONTENT_TYPES = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/x-ndjson; charset=utf-8",
  parquet: "application/vnd.apache.parquet",
  pdf: "application/pdf",
  json: "application/json; charset=utf-8",
} as const;

export const EXPORT_FORMATS = ["csv", "jsonl", "parquet"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The name of a file by what it holds, from parts that may be anything. */
export function toFileName(parts: readonly string[], extension: string): string {
  const safe = parts
    .map((part) =>
      part
        .toLowerCase()
        .replaceAll(/[^a-z0-9-]+/g, "-")
        .replaceAll(/^-+|-+$/g, ""),
    )
    .filter((part) => part !== "");
  return `${["farebox", ...safe].join("-").slice(0, 100)}.${extension}`;
}
