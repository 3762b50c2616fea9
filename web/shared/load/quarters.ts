/** How many of a truck's four bays a load fills. A small load fills one. */
export const quartersOf = (volumePercent: number): number => Math.max(1, Math.round(volumePercent / 25));

const names: Record<number, string> = { 25: "¼", 50: "½", 75: "¾" };

/** A short name of a load for a narrow button: `¼`, or `60 %` if it is no quarter. Null for a full truck. */
export const fractionOf = (volumePercent: number): string | null =>
  volumePercent === 100 ? null : (names[volumePercent] ?? `${volumePercent}%`);
