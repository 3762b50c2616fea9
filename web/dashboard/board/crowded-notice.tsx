import type { Board } from "../../../http/office-client.ts";
import * as message from "../../shared/message/board.ts";

/** One calm line where the day has outgrown its document: nothing is wrong yet, and the way on has a name. */
export const CrowdedNotice = ({ board }: { board: Board | null }) => {
  const crowded = board?.advice?.find(({ code }) => code === "crowded_day");
  return crowded === undefined ? null : (
    <p class="quiet" role="note">
      {message.crowdedDay(crowded.jobs)}
    </p>
  );
};
