import type { Board } from "../../../http/api-client.ts";
import * as message from "#message/board.ts";

type Window = Board["windows"][number];

/** How full a window is. The words say it; the bar is for a glance. */
export const Fullness = ({ window }: { window: Window }) => (
  <span class="fullness" data-full={window.taken >= window.capacity}>
    <meter
      min={0}
      max={Math.max(1, window.capacity)}
      value={Math.min(window.taken, Math.max(1, window.capacity))}
      aria-hidden="true"
    />
    <span class="num">{takenText(window)}</span>
  </span>
);

/** `2 of 3`; where the day offers nothing any more, how many stops are there all the same. */
const takenText = ({ taken, capacity, former }: Window): string =>
  former === true ? message.stops(taken, 0) : message.taken(taken, capacity);
