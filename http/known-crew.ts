import { invalid } from "../domain/domain-error.ts";
import { crewById, type Settings } from "../domain/settings.ts";

/** Throws if an input names a crew that the settings do not have. */
export const assertKnownCrew = (settings: Settings, crew: string | null | undefined): void => {
  if (typeof crew !== "string" || crewById(settings, crew) !== undefined) return;
  throw invalid({
    field: "/crew",
    code: "unknown_crew",
    message: "Unknown crew. Choose one from the list of crews.",
  });
};
