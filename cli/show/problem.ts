import { jobTexts } from "../../domain/job-text.ts";
import type { Problem } from "../../http/problem.ts";
import { textOption } from "../read/job-text.ts";

/** A refusal as a sentence, and under it what is wrong with which option. */
export const showProblem = (problem: Problem, hints: string[]): string => {
  const errors = problem.errors ?? [];
  // One field says the same as the detail does, but says where.
  const lines = errors.length === 1 ? [] : [problem.detail];
  return [...lines, ...errors.map(({ field, message }) => `${optionOf(field)}: ${message}`), ...hints].join("\n");
};

/** Where a field of a request comes from on the command line. */
const options: Record<string, string> = {
  "/customer/name": "--name",
  "/customer/phone": "--phone",
  "/customer/email": "--email",
  "/location/street": "--street",
  "/location/city": "--city",
  "/location/state": "--state",
  "/location/postal_code": "--postal-code",
  "/service": "--service",
  "/day": "--day",
  "/window": "--window",
  "/window/start": "--window",
  "/window/end": "--window",
  "/crew": "--crew",
  ...Object.fromEntries(jobTexts.map((name) => [`/${name}`, textOption(name)])),
  "/reason": "--reason",
  "/items": "--item",
  "/pricing/amount_cents": "--flat",
  "/from": "--from",
  "/to": "--to",
  "/status": "--status",
  "/limit": "--limit",
  "/q": "--q",
  "/id": "--id",
  "/name": "--name",
};

const optionOf = (field: string): string => {
  if (field.startsWith("/pricing/lines")) return "--line";
  if (field.startsWith("/items/")) return "--item";
  return options[field] ?? field.slice(1).replaceAll("/", ".");
};
