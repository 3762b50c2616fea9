import type { Board } from "../../../http/office-client.ts";
import { sentenceCase, shortWindowText } from "../../shared/format.ts";
import * as message from "../../shared/message/board.ts";

/** How full each window of a day is. The words say it; the bar is for a glance. */
export const Fullness = ({ board }: { board: Board }) =>
  board.windows.map((window) => (
    <span key={`${window.start}-${window.end}`} class="fullness" data-full={window.taken >= window.capacity}>
      <span class="fullness-when">{sentenceCase(shortWindowText(window))}</span>
      <meter
        min={0}
        max={Math.max(1, window.capacity)}
        value={Math.min(window.taken, Math.max(1, window.capacity))}
        aria-hidden="true"
      />
      <span class="num">{takenText(window)}</span>
    </span>
  ));

/** `2 of 3`; where the day offers nothing any more, how many stops are there all the same. */
export const takenText = ({ taken, capacity, former }: Board["windows"][number]): string =>
  former === true ? message.stops(taken, 0) : message.taken(taken, capacity);
