import type { Problem } from "../../../http/client.ts";
import * as staff from "#message/staff.ts";
import type { Alternative } from "../../shared/free-days.ts";
import type { Format } from "../../shared/format.ts";
import { hasErrors, type FieldErrors } from "./form-state.ts";
import { fieldErrors, problemText } from "./problem-text.ts";

/** What a form with a day shows after a refusal. */
export interface Refusal {
  errors: FieldErrors;
  trouble: string;
  /** The openings that the server offers instead; null if it offers none. */
  alternatives: Alternative[] | null;
  /** What was taken, if it was not the window. */
  taken?: { title: string; note: string };
}

/** Reads a refusal: errors by field, else the openings that are offered instead, else a text. */
export const readRefusal = (problem: Problem | null, format: Format): Refusal => {
  const errors = fieldErrors(problem);
  const alternatives = problem === null ? [] : alternativesOf(problem);
  if (problem?.code === "window_full") return { errors, trouble: "", alternatives };
  if (problem?.code === "equipment_unavailable" && alternatives.length > 0) {
    return { errors, trouble: "", alternatives, taken: { title: staff.noUnit, note: staff.otherStarts } };
  }
  return { errors, trouble: hasErrors(errors) ? "" : refusalText(problem, format), alternatives: null };
};

/** The text of a refusal. Missing equipment names the last day that works, or says that no day near it does. */
export const refusalText = (problem: Problem | null, format: Format): string => {
  if (problem?.code !== "equipment_unavailable") return problemText(problem);
  const { latest } = problem;
  return typeof latest === "string" ? staff.unitUntil(format.day(latest)) : `${staff.noUnit} ${staff.noOtherStart}`;
};

/** The openings that a refusal offers instead; empty if it offers none. */
export const alternativesOf = (problem: Problem): Alternative[] =>
  Array.isArray(problem["alternatives"]) ? (problem["alternatives"] as Alternative[]) : [];
