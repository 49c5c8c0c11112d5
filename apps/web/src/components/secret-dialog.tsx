import { Button } from "@farebox/react/components/button.tsx";
import { CopyButton } from "@farebox/react/components/copy-button.tsx";
import { Dialog } from "@farebox/react/components/dialog.tsx";

/** Shows a secret: the only time it can be seen. */
export function SecretDialog({
  title,
  hint,
  what,
  secret,
  done,
  onClose,
}: {
  title: string;
  hint: string;
  /** What is copied, as in "Copy the key". */
  what: string;
  secret: string;
  done: string;
  onClose: () => void;
}) {
  return (
    <Dialog
      shape="center"
      title={title}
      onClose={onClose}
      footer={
        <Button kind="primary" className="ms-auto" onClick={onClose}>
          {done}
        </Button>
      }
    >
      <p className="text-table text-ink-2">{hint}</p>
      <p className="mt-4 flex items-start gap-2 rounded-control border border-line bg-sunken p-3">
        <code className="min-w-0 flex-1 font-mono text-meta leading-6 break-all">{secret}</code>
        <CopyButton text={secret} what={what} />
      </p>
    </Dialog>
  );
}
