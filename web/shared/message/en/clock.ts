/** Times of day. */
export const language = "en";

const half = (hour: number) => (hour < 12 ? "AM" : "PM");
const hourText = (hour: number, minute: number) =>
  `${hour % 12 || 12}${minute ? `:${String(minute).padStart(2, "0")}` : ""}`;
const isWord = (hour: number, minute: number) => minute === 0 && hour % 12 === 0;

/** `8 AM`, `2:05 PM`, `noon` */
export const hour = (hour: number, minute: number) =>
  isWord(hour, minute) ? bare(hour, minute) : `${hourText(hour, minute)} ${half(hour)}`;
/** `8`, `noon` */
export const bare = (hour: number, minute: number) =>
  isWord(hour, minute) ? (hour === 12 ? "noon" : "midnight") : hourText(hour, minute);
export const range = (from: string, to: string) => `${from}–${to}`;
export const today = "Today";
export const yesterday = "Yesterday";
