import { useLayoutEffect, useRef } from "preact/hooks";

/** Opens a modal `<dialog>` when it renders. The focus moves in, and back when it closes. */
export const useModal = () => {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return dialog;
};
