import { type ComponentPropsWithoutRef, type MouseEvent, useLayoutEffect, useRef } from "react";

/** A modal by the browser's own element: focus stays inside and returns, Escape closes, the page behind is inert. */
export function Modal({
  onClose,
  ...rest
}: Omit<ComponentPropsWithoutRef<"dialog">, "onClose"> & { onClose: () => void }) {
  const element = useRef<HTMLDialogElement>(null);
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
      {...rest}
      ref={element}
      onClick={closeOnBackdrop}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    />
  );
}
