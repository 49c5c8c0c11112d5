import type { StreamedFile } from "../../exports/file.ts";

/**
 * A file as the body of an answer: a piece is made when the reader has room for it, so a slow reader costs no memory. A reader
 * that goes away, or takes nothing for minutes, ends it. What fails on the way breaks the answer off, so that half a file is
 * never taken for a whole one.
 */
export function toFileBody(
  file: Pick<StreamedFile, "chunks" | "onClose">,
  { onFailure, patienceMilliseconds = PATIENCE_MILLISECONDS }: FileBodyOptions,
): ReadableStream<Uint8Array> {
  const { chunks } = file;
  let isOver = false;
  let patience: NodeJS.Timeout | undefined;
  const close = () => {
    if (isOver) return;
    isOver = true;
    clearTimeout(patience);
    file.onClose();
    // What is being read right now is waited for inside; nobody here has to.
    chunks.return(undefined).catch(() => undefined);
  };
  const waitForReader = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    clearTimeout(patience);
    patience = setTimeout(() => {
      close();
      controller.error(new Error("the reader took nothing for too long"));
    }, patienceMilliseconds);
    patience.unref();
  };

  return new ReadableStream<Uint8Array>(
    {
      start: waitForReader,
      async pull(controller) {
        clearTimeout(patience);
        try {
          for (;;) {
            const next = await chunks.next();
            if (isOver) return;
            if (next.done === true) {
              close();
              return controller.close();
            }
            // Nothing was found in this piece of the ledger: on to the next, with a look at whether anybody still waits.
            if (next.value.length === 0) continue;
            controller.enqueue(next.value);
            return waitForReader(controller);
          }
        } catch (failure) {
          if (isOver) return;
          close();
          onFailure(failure);
          controller.error(failure);
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}

export type FileBodyOptions = {
  readonly onFailure: (failure: unknown) => void;
  readonly patienceMilliseconds?: number;
};

const PATIENCE_MILLISECONDS = 2 * 60_000;
