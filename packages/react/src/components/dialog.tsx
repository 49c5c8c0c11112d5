import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { classNames } from "../lib/class-names.ts";
import { strings } from "../lib/strings.ts";
import { Icon } from "./icon.tsx";
import { Modal } from "./modal.tsx";

/**
 * A modal dialog with its title, a way to close it, and its buttons below.
 * `side` is a drawer at the end of the line, `center` a small question; on phones both are sheets from below.
 */
export function Dialog({
  title,
  shape,
  header,
  footer,
  children,
  onClose,
}: {
  title: ReactNode;
  shape: "side" | "center";
  header?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
  onClose: () => void;
}) {
  const titleId = useId();
  return (
    <Modal
      onClose={onClose}
      aria-labelledby={titleId}
      className={classNames("sheet m-0 overflow-hidden border-line bg-surface p-0", SHAPES[shape])}
    >
      <div className="flex h-full max-h-[inherit] flex-col">
        <div className="flex min-h-14 items-center gap-2 border-b border-line ps-6 pe-3 max-sm:ps-4">
          <h2 id={titleId} className="flex min-w-0 flex-1 items-center gap-2 text-table font-semibold">
            {title}
          </h2>
          <span className="no-print flex items-center">
            {header}
            <button type="button" aria-label={strings.shell.close} onClick={onClose} className={iconButtonClass}>
              <Icon of={X} />
            </button>
          </span>
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-6 max-sm:p-4">{children}</div>
        {footer && (
          <div className="flex gap-2 border-t border-line px-6 py-3 empty:hidden max-sm:px-4 max-sm:pb-[calc(12px+env(safe-area-inset-bottom))]">
            {footer}
          </div>
        )}
      </div>
    </Modal>
  );
}

export const iconButtonClass =
  "grid size-9 shrink-0 place-items-center rounded-control text-ink-2 hover:bg-hover hover:text-ink disabled:text-ink-3/50 disabled:hover:bg-transparent max-sm:size-11";

const SHEET = "max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:w-full max-sm:rounded-t-dialog max-sm:border-t";

const SHAPES = {
  side:
    "fixed inset-y-0 inset-e-0 start-auto h-dvh w-[480px] max-w-full border-s max-sm:h-[92dvh] max-sm:border-s-0 " +
    SHEET,
  center: `inset-0 sm:m-auto h-fit max-h-[92dvh] w-[440px] max-w-full border rounded-dialog max-sm:border-x-0 max-sm:border-b-0 max-sm:rounded-b-none ${SHEET}`,
} as const;
