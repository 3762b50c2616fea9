import { windowText } from "../../shared/format.ts";

/** The hour of an instant as the business's clock shows it: `9–10 AM`, `11 AM–noon`. */
export const hourText = (at: string, zone: string): string => {
  const from = Math.floor(Date.parse(at) / hourMs) * hourMs;
  const clock = new Intl.DateTimeFormat("sv", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  return windowText({ start: clock.format(from), end: clock.format(from + hourMs) });
};

const hourMs = 3_600_000;
