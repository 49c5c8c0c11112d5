import { parentPort } from "node:worker_threads";
import type { Statement } from "../statement.ts";
import { writeStatementPdf } from "./write-statement-pdf.ts";

/** Runs in a thread of its own: laying out a page takes as long as a thousand calls of the hot path. */
parentPort?.on("message", async ({ id, statement }: PdfRequest) => {
  const answer = await writeStatementPdf(statement).then(
    (bytes): PdfAnswer => ({ id, bytes }),
    (failure: unknown): PdfAnswer => ({ id, failure: failure instanceof Error ? failure : new Error(String(failure)) }),
  );
  parentPort?.postMessage(answer);
});

export type PdfRequest = { readonly id: number; readonly statement: Statement };
export type PdfAnswer = { readonly id: number } & (
  | { readonly bytes: Uint8Array; readonly failure?: undefined }
  | { readonly bytes?: undefined; readonly failure: Error }
);
