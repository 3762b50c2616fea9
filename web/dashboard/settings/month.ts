/**
 * The days of a month in weeks that begin on `firstDay` (0 is Sunday); null for a day of another month.
 * Months as `2026-11`.
 */
export const weeksOf = (month: string, firstDay: number): (string | null)[][] => {
  const first = new Date(`${month}-01T00:00:00Z`);
  const lead = (first.getUTCDay() - firstDay + 7) % 7;
  const count = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const cells = [
    ...Array<null>(lead).fill(null),
    ...Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, "0")}`),
  ];
  const weeks = Math.ceil(cells.length / 7);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => cells[week * 7 + day] ?? null),
  );
};

/**
 * The first day of the week for a locale; 0 is Sunday. For browsers without this data it is Sunday in the Americas and
 * Monday elsewhere.
 */
export const firstDayOfWeek = (locale: string): number => {
  const tag: Intl.Locale & { getWeekInfo?: () => { firstDay: number } } = new Intl.Locale(locale).maximize();
  const said = tag.getWeekInfo?.().firstDay;
  return said === undefined ? (/^(?:US|CA|MX|BR|AU|JP)$/.test(tag.region ?? "US") ? 0 : 1) : said % 7;
};

export const monthAfter = (month: string, count: number): string => {
  const [year = 1970, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
};

export const monthOf = (day: string): string => day.slice(0, 7);
