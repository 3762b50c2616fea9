/** How long to wait after each failed attempt of an event, in seconds. The first attempt is made immediately. */
const delays_seconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** Returns how long to wait after this many tries, ± 20 %. Null: there is no further try. `fraction` is in [0, 1). */
export const afterFailure = (tries: number, fraction: number): number | null => {
  const seconds = delays_seconds[tries - 1];
  return seconds === undefined ? null : Math.round(seconds * 1_000 * (0.8 + 0.4 * fraction));
};

/** How long a failing endpoint is left alone, in seconds: up to half an hour. */
const probes_seconds = [5, 30, 120, 300, 600, 1_800] as const;

export const probeDelay_ms = (probes: number): number =>
  (probes_seconds[Math.min(probes, probes_seconds.length - 1)] ?? 1_800) * 1_000;
