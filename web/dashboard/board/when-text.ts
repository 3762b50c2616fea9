import { windowText, type Format } from "../../shared/format.ts";
import * as staff from "#message/staff.ts";
import type { Target } from "./layout.ts";

/** `Fri, Nov 28, 8 AM to noon` */
export const whenText = (
  { format }: { format: Pick<Format, "day"> },
  { day, window }: Pick<Target, "day" | "window">,
): string => {
  if (day === null) return staff.notScheduled;
  return `${format.day(day)}, ${window === null ? staff.anyTime.toLowerCase() : windowText(window)}`;
};
