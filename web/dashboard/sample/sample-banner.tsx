import { useState } from "preact/hooks";
import type { Board } from "../../../http/api-client.ts";
import * as message from "#message/sample.ts";
import { problemText } from "../form/problem-text.ts";
import type { AppContext } from "../app-context.ts";
import type { Undoable } from "../page/undo-bar.tsx";

interface Props {
  app: AppContext;
  board: Board | null;
  /** Reads the board again. */
  changed: () => void;
  onNotify: (done: Undoable) => void;
}

/** The banner over a board with sample jobs. Its button removes them all. */
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
      // An open sample job is gone too.
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
