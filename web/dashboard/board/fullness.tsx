import type { Board } from "../../../http/api-client.ts";
import * as message from "#message/board.ts";

type Window = Board["windows"][number];

/** How full a window is, as a bar and in words. */
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

/** `2 of 3`, or for a former window the count of its stops. */
const takenText = ({ taken, capacity, former }: Window): string =>
  former === true ? message.stops(taken, 0) : message.taken(taken, capacity);
