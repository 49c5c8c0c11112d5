import { X } from "lucide-react";
import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { classNames } from "../lib/class-names.ts";
import { strings } from "../lib/strings.ts";
import { Icon } from "./icon.tsx";

/**
 * A modal dialog by the browser's own element: focus stays inside and returns, Escape closes, the page behind is inert.
 * `side` is a drawer at the end of the line and a sheet from below on phones; `center` is a small question.
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
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Closed while it still stands in the page: only then does the browser give the focus back to where it came from.
  useLayoutEffect(() => {
    const dialog = element.current;
    if (dialog !== null && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  const closeOnBackdrop = (event: MouseEvent) => {
    if (event.target === element.current) onClose();
  };
  return (
    // The backdrop is only a shortcut for the close button and Escape, which both exist.
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same through onCancel
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onClick={closeOnBackdrop}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className={classNames("sheet m-0 border-line bg-surface p-0", SHAPES[shape])}
    >
      <div className="flex h-full flex-col">
        <header className="flex min-h-14 items-center gap-2 border-b border-line ps-6 pe-3 max-sm:ps-4">
          <h2 id={titleId} className="flex min-w-0 flex-1 items-center gap-2 text-table font-semibold">
            {title}
          </h2>
          {header}
          <button type="button" aria-label={strings.shell.close} onClick={onClose} className={iconButtonClass}>
            <Icon of={X} />
          </button>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-6 max-sm:p-4">{children}</div>
        {footer && <footer className="flex gap-2 border-t border-line px-6 py-3 max-sm:px-4">{footer}</footer>}
      </div>
    </dialog>
  );
}

export const iconButtonClass =
  "grid size-9 shrink-0 place-items-center rounded-control text-ink-2 hover:bg-hover hover:text-ink disabled:text-ink-3/50 disabled:hover:bg-transparent max-sm:size-11";

const SHAPES = {
  side:
    "fixed inset-y-0 inset-e-0 start-auto h-dvh w-[480px] max-w-full border-s " +
    "max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:h-[92dvh] max-sm:w-full max-sm:rounded-t-dialog max-sm:border-s-0 max-sm:border-t",
  center: "inset-0 m-auto h-fit max-h-[92dvh] w-[440px] max-w-[calc(100vw-32px)] rounded-dialog border",
} as const;
