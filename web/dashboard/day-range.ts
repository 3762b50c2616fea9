/** The first day that the API accepts. No control leads beyond the accepted days. */
export const firstDay = "2000-01-01";

/** Five years after today. February 29 becomes February 28. */
export const lastDay = (today: string): string => {
  const year = Number(today.slice(0, 4)) + 5;
  return `${year}-${today.slice(5) === "02-29" ? "02-28" : today.slice(5)}`;
};

/** The day, or the nearest day that the API accepts. */
export const dayInRange = (day: string, today: string): string => {
  // A year of more than four digits begins with a sign: `+010000-01-01`.
  if (day.startsWith("+") || day > lastDay(today)) return lastDay(today);
  return day < firstDay ? firstDay : day;
};

/** True for an existing day of this century. */
export const isDay = (text: string): boolean => {
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};
