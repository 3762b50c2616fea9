import { windowText, type Format } from "../../shared/format.ts";
import * as message from "../../shared/message/board.ts";
import type { Target } from "./layout.ts";

/** `Fri, Nov 28, 8 AM to noon` */
export const whenText = (
  { format }: { format: Pick<Format, "shortDay"> },
  { day, window }: Pick<Target, "day" | "window">,
): string => {
  if (day === null) return message.noDay;
  return `${format.shortDay(day)}, ${window === null ? message.anyTime.toLowerCase() : windowText(window)}`;
};
