import { strings } from "../lib/strings.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

/** Asks once more before something that cannot be undone; the button repeats the verb. */
export function ConfirmDialog({
  title,
  text,
  verb,
  isBusy,
  error,
  onConfirm,
  onClose,
}: {
  title: string;
  text: string;
  verb: string;
  isBusy: boolean;
  error: string | null;
  onConfirm: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog
      shape="center"
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button className="ms-auto" onClick={onClose}>
            {strings.shell.cancel}
          </Button>
          <Button kind="danger" isBusy={isBusy} onClick={onConfirm}>
            {verb}
          </Button>
        </>
      }
    >
      <p className="text-table text-ink-2">{text}</p>
      {error !== null && (
        <p role="alert" className="mt-3 text-table text-bad">
          {error}
        </p>
      )}
    </Dialog>
  );
}
