import type { Board } from "../../../http/api-client.ts";
import * as message from "#message/board.ts";

/** Nothing can be saved: why, and what to do about it. It leaves when a write stands again. */
export const UnsavedNotice = ({ board }: { board: Board | null }) => {
  const code = board?.advice?.flatMap((one) => (one.code === "crowded_day" ? [] : [one.code]))[0];
  return code === undefined ? null : (
    <p class="notice" role="alert" data-advice={code}>
      {message.cannotSave[code]}
    </p>
  );
};

/** One calm line where the day has outgrown its document: nothing is wrong yet, and the way on has a name. */
export const CrowdedNotice = ({ board }: { board: Board | null }) => {
  const crowded = board?.advice?.flatMap((one) => (one.code === "crowded_day" ? [one] : []))[0];
  return crowded === undefined ? null : (
    <p class="quiet" role="note">
      {message.crowdedDay(crowded.jobs)}
    </p>
  );
};
