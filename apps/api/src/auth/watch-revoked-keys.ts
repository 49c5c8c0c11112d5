import type { Database } from "@farebox/db";
import { listenForRevokedKeys } from "@farebox/db/access";

/** Listens for revoked keys until it is stopped. A database that is away at first is asked again; later the driver does it. */
export function watchRevokedKeys(
  sql: Database["sql"],
  heard: { readonly onRevoked: (keyId: string) => void; readonly onListening: () => void },
): { readonly stop: () => void } {
  let isStopped = false;
  let again: NodeJS.Timeout | undefined;
  let stopListening: (() => Promise<void>) | null = null;

  function listen(): void {
    listenForRevokedKeys(sql, heard).then(
      ({ stop }) => {
        stopListening = stop;
        if (isStopped) stop().catch(() => undefined);
      },
      () => {
        if (!isStopped) again = setTimeout(listen, AGAIN_AFTER_MILLISECONDS).unref();
      },
    );
  }
  listen();

  return {
    stop() {
      isStopped = true;
      clearTimeout(again);
      // Not waited for: a session that is gone never answers, and closing the database ends it anyway.
      stopListening?.().catch(() => undefined);
    },
  };
}

const AGAIN_AFTER_MILLISECONDS = 1_000;
