import { useState } from "preact/hooks";
import type { Board } from "../../../http/api-client.ts";
import * as message from "#message/sample.ts";
import { problemText } from "../form/problem-text.ts";
import type { AppContext } from "../app-context.ts";
import type { Undoable } from "../page/undo-bar.tsx";

interface Props {
  app: AppContext;
  board: Board | null;
  /** The board is another now. */
  changed: () => void;
  onNotify: (done: Undoable) => void;
}

/** Stands above a board that shows sample jobs, with the one click that takes them all away. */
export const SampleBanner = ({ app, board, changed, onNotify }: Props) => {
  const [busy, setBusy] = useState(false);
  if (board?.sample !== true) return null;
  const remove = async () => {
    if (busy) return;
    setBusy(true);
    const answer = await app.api.removeSampleDay();
    setBusy(false);
    onNotify({ text: answer.ok ? message.removed : problemText(answer.problem), undo: null });
    if (answer.ok) {
      // What lay open of it is gone as well.
      app.navigation.go({ job: null }, true);
      changed();
    }
  };
  return (
    <aside class="sample-banner">
      <p>
        <b>{message.title}</b> <span class="sample-more">{message.more}</span>
      </p>
      {app.session.me.role === "owner" && (
        <button type="button" class="bare" aria-disabled={busy} onClick={() => void remove()}>
          {busy ? message.removing : message.remove}
        </button>
      )}
    </aside>
  );
};
