import type { Board } from "../../../http/api-client.ts";
import * as message from "#message/board.ts";

/** Says why nothing can be saved and what to do. It disappears after the next successful write. */
export const UnsavedNotice = ({ board }: { board: Board | null }) => {
  const code = board?.advice?.flatMap((one) => (one.code === "crowded_day" ? [] : [one.code]))[0];
  return code === undefined ? null : (
    <p class="notice" role="alert" data-advice={code}>
      {message.cannotSave[code]}
    </p>
  );
};

/** Says that the day's document is large, and which command helps. */
export const CrowdedNotice = ({ board }: { board: Board | null }) => {
  const crowded = board?.advice?.flatMap((one) => (one.code === "crowded_day" ? [one] : []))[0];
  return crowded === undefined ? null : (
    <p class="quiet" role="note">
      {message.crowdedDay(crowded.jobs)}
    </p>
  );
};
