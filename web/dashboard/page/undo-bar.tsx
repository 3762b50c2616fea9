import { useEffect } from "preact/hooks";
import * as staff from "#message/staff.ts";

const lifeMs = 10_000;

export interface Undoable {
  text: string;
  /** Null if it cannot be undone. The bar then only says what happened. */
  undo: (() => void) | null;
}

/** Says what was just done, and offers its undo for ten seconds. It does not take the focus. */
export const UndoBar = ({ done, close }: { done: Undoable | null; close: () => void }) => {
  useEffect(() => {
    if (done === null) return;
    const timer = setTimeout(close, lifeMs);
    return () => clearTimeout(timer);
    // Only another change starts the ten seconds again.
  }, [done]);
  return (
    <div class="page-undo" role="status" data-shown={done !== null}>
      {done !== null && (
        <>
          <span>{done.text}</span>
          {done.undo !== null && (
            <button type="button" class="bare" onClick={done.undo}>
              {staff.undo}
            </button>
          )}
          <button type="button" class="page-x" aria-label={staff.close} onClick={close}>
            ×
          </button>
        </>
      )}
    </div>
  );
};
