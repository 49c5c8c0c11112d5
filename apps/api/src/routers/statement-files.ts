import { z } from "zod";
import { CONTENT_TYPES, toFileName } from "../exports/file.ts";
import { getStatement } from "../statements/get-statement.ts";
import { renderStatementPdf } from "../statements/pdf/render-statement-pdf.ts";
import type { Statement } from "../statements/statement.ts";
import { toStatementCsv } from "../statements/statement-csv.ts";
import { readProcedure, router } from "../trpc/procedures.ts";
import { enterExportRoom, type ReadContext } from "./enter-export-room.ts";
import { orThrow } from "./or-throw.ts";
import { toStatementAnswer } from "./statements-answers.ts";
import { statementInput } from "./statements-schemas.ts";

const csvInput = z.strictObject({
  ...statementInput.shape,
  bom: z.enum(["0", "1"]).default("0").describe("1: begin with a byte order mark, for spreadsheets"),
});

/** Statements as files; `statements.get` answers the same by every door. */
export const statementFilesRouter = router({
  pdf: readProcedure
    .meta({ rest: restOf("pdf") })
    .input(statementInput)
    .query(({ ctx, input }) => toFile(ctx, { ...input, format: "pdf", write: renderStatementPdf })),
  csv: readProcedure
    .meta({ rest: restOf("csv") })
    .input(csvInput)
    .query(({ ctx, input }) =>
      toFile(ctx, {
        ...input,
        format: "csv",
        write: (statement) => Buffer.from(`${input.bom === "1" ? "\uFEFF" : ""}${toStatementCsv(statement)}`),
      }),
    ),
  json: readProcedure
    .meta({ rest: restOf("json") })
    .input(statementInput)
    .query(({ ctx, input }) =>
      toFile(ctx, {
        ...input,
        format: "json",
        write: (statement) => Buffer.from(`${JSON.stringify(toStatementAnswer(statement), null, 2)}\n`),
      }),
    ),
});

type Format = "pdf" | "csv" | "json";

function restOf(format: Format) {
  return {
    method: "GET",
    path: `/statements/{month}.${format}`,
    tag: "Statements",
    summary: `The statement of a month, as ${format.toUpperCase()}`,
    fileType: CONTENT_TYPES[format],
  } as const;
}

type Wanted = {
  readonly month: string;
  readonly format: Format;
  readonly write: (statement: Statement) => Uint8Array | Promise<Uint8Array>;
};

async function toFile(ctx: ReadContext, { month, format, write }: Wanted) {
  const leave = enterExportRoom(ctx);
  try {
    const answered = await getStatement(ctx.deps, { reader: ctx.caller, businessId: ctx.businessId, month });
    const bytes = await write(orThrow(answered).statement);
    return {
      name: toFileName(["statement", month], format),
      contentType: CONTENT_TYPES[format],
      chunks: oneChunk(bytes),
      onClose: leave,
    };
  } catch (error) {
    leave();
    throw error;
  }
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
