import type { Health } from "./messages-api.ts";

/** The server's sentence about a pause; null if messages are not paused. */
export const pauseOf = ({ email, text }: Health): string | null =>
  [email, text].find(({ state }) => state === "paused")?.detail ?? null;
