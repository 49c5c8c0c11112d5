import { Button } from "@farebox/react/components/button.tsx";
import { ConfirmDialog } from "@farebox/react/components/confirm-dialog.tsx";
import { Empty } from "@farebox/react/components/empty.tsx";
import { Failed } from "@farebox/react/components/failed.tsx";
import { Icon } from "@farebox/react/components/icon.tsx";
import { RowsSkeleton } from "@farebox/react/components/rows-skeleton.tsx";
import { describeProblem } from "@farebox/react/lib/api-error.ts";
import { useBusiness } from "@farebox/react/lib/business.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { useNow } from "@farebox/react/lib/use-now.ts";
import { Plus } from "lucide-react";
import { useState } from "react";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { KeysTable } from "./keys-table.tsx";
import { type ApiKey, useKeys } from "./use-keys.ts";

const words = pageStrings.settings;

/** The keys of the business, for its owners. */
export function KeysSection() {
  const { timeZone } = useBusiness();
  const now = useNow();
  const { keys, error, retry, create, revoke } = useKeys();
  const [isCreating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const closeCreate = () => {
    setCreating(false);
    // The secret leaves memory with the dialog that showed it.
    create.reset();
  };
  const closeRevoke = () => {
    setRevoking(null);
    revoke.reset();
  };
  return (
    <>
      <div className="mb-4 flex">
        <Button kind="primary" onClick={() => setCreating(true)}>
          <Icon of={Plus} />
          {words.createKey}
        </Button>
      </div>
      {error !== null ? (
        <Failed text={words.keysFailed} detail={describeProblem(error)} onRetry={retry} />
      ) : keys === null ? (
        <RowsSkeleton />
      ) : keys.length === 0 ? (
        <Empty title={words.keysEmpty} hint={words.keysEmptyHint} />
      ) : (
        <KeysTable keys={keys} timeZone={timeZone} now={now} onRevoke={setRevoking} />
      )}
      {isCreating && (
        <CreateKeyDialog
          secret={create.data?.key ?? null}
          isBusy={create.isPending}
          error={create.error === null ? null : describeProblem(create.error)}
          onCreate={(key) => create.mutate(key)}
          onClose={closeCreate}
        />
      )}
      {revoking !== null && (
        <ConfirmDialog
          title={words.revokeTitle(revoking.name)}
          text={words.revokeHint}
          verb={words.revoke}
          isBusy={revoke.isPending}
          error={revoke.error === null ? null : describeProblem(revoke.error)}
          onConfirm={() => revoke.mutate({ id: revoking.id }, { onSuccess: closeRevoke })}
          onClose={closeRevoke}
        />
      )}
    </>
  );
}
