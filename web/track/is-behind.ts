import type { TrackedJob } from "../../http/client.ts";
import type { Format } from "../shared/format.ts";

/** True if the crew on its way expects to arrive after the window that the customer was promised. */
export const isBehind = ({ next, day, window, arrival_estimate: at }: TrackedJob, format: Format): boolean => {
  if (next !== "crew_on_the_way" || at === null || day === null || window === null) return false;
  const instant = Date.parse(at);
  const [onDay, time] = [format.dayOf(instant), format.wallTime(instant)];
  return onDay > day || (onDay === day && time > window.end);
};
