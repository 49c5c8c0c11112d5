import { ConfirmDialog } from "@farebox/react/components/confirm-dialog.tsx";
import { describeProblem } from "@farebox/react/lib/api-error.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { SecretDialog } from "../../components/secret-dialog.tsx";
import { DeliveriesDialog } from "./deliveries-dialog.tsx";
import { EndpointDialog } from "./endpoint-dialog.tsx";
import type { Endpoint, useWebhookEndpoints } from "./use-webhook-endpoints.ts";

const words = pageStrings.webhooks;

export type AskedAction =
  | { readonly action: "add" }
  | { readonly action: "deliveries" | "edit" | "rotate" | "remove"; readonly endpoint: Endpoint };

/** The dialog of what was asked for. */
export function EndpointDialogs({
  asked,
  webhooks: { create, update, remove, rotate },
  onClose,
}: {
  asked: AskedAction;
  webhooks: ReturnType<typeof useWebhookEndpoints>;
  onClose: () => void;
}) {
  const close = () => {
    // The secret leaves memory with the dialog that showed it.
    for (const mutation of [create, update, remove, rotate]) mutation.reset();
    onClose();
  };
  const secret = create.data?.secret ?? rotate.data?.secret;
  if (secret !== undefined) {
    return (
      <SecretDialog
        title={words.secretTitle}
        hint={words.secretHint}
        what={words.secret}
        secret={secret}
        done={words.done}
        onClose={close}
      />
    );
  }
  switch (asked.action) {
    case "add":
      return (
        <EndpointDialog
          endpoint={null}
          isBusy={create.isPending}
          error={problemOf(create.error)}
          onSave={(fields) => create.mutate(fields)}
          onClose={close}
        />
      );
    case "edit":
      return (
        <EndpointDialog
          endpoint={asked.endpoint}
          isBusy={update.isPending}
          error={problemOf(update.error)}
          onSave={(fields) => update.mutate({ ...fields, id: asked.endpoint.id }, { onSuccess: close })}
          onClose={close}
        />
      );
    case "rotate":
      return (
        <ConfirmDialog
          title={words.rotateTitle}
          text={words.rotateText}
          verb={words.rotate}
          isBusy={rotate.isPending}
          error={problemOf(rotate.error)}
          onConfirm={() => rotate.mutate({ id: asked.endpoint.id })}
          onClose={close}
        />
      );
    case "remove":
      return (
        <ConfirmDialog
          title={words.removeTitle}
          text={words.removeText}
          verb={words.remove}
          isBusy={remove.isPending}
          error={problemOf(remove.error)}
          onConfirm={() => remove.mutate({ id: asked.endpoint.id }, { onSuccess: close })}
          onClose={close}
        />
      );
    case "deliveries":
      return <DeliveriesDialog endpoint={asked.endpoint} onClose={close} />;
  }
}

function problemOf(error: unknown): string | null {
  return error === null ? null : describeProblem(error);
}
