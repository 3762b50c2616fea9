import type { LiveFor } from "./message-settings.ts";

/** Where a process runs: hashes of the store's id and location, and of the site's address. */
export interface Here {
  place: string;
  /** Null if the process does not know the site's address, such as a command. */
  site: string | null;
}

/**
 * Why a store sends nothing. `copied`: it was filled from another one. `moved`: it has another location or site address,
 * or is a copy of the folder. `not_started`: it has jobs of a version that sent nothing. `shifted_clock`: a test moves the
 * clock, and the provider is not on this machine.
 */
export type PauseReason = "copied" | "moved" | "not_started" | "shifted_clock";

/** True if the store is live for this place, whatever the site's address is, and the process knows that address. */
export const isForAnySite = (liveFor: LiveFor, here: Here): boolean =>
  typeof liveFor === "object" && liveFor?.place === here.place && liveFor.site === null && here.site !== null;

/** Says why a store that is live for one place sends nothing here. Null: it may send. */
export const pauseOf = (liveFor: LiveFor, here: Here): PauseReason | null => {
  if (liveFor === null) return "not_started";
  if (liveFor === "copied") return "copied";
  if (liveFor.place !== here.place) return "moved";
  const isSameSite = liveFor.site === null || here.site === null || liveFor.site === here.site;
  return isSameSite ? null : "moved";
};
