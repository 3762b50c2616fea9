import type { Day } from "./day.ts";
import type { WindowCapacity } from "./settings.ts";

/** What a day can take, and what is taken of it. */
export interface DayCapacity {
  day: Day;
  windows: (WindowCapacity & { taken: number })[];
  /** What a service leaves with customers, where there is a limit to it. */
  resources: { id: string; stock: number; out: number }[];
  closed: boolean;
}
