import { jobTexts } from "../../domain/job-text.ts";
import type { Problem } from "../../http/problem.ts";
import { textOption } from "../read/job-text.ts";

/** Describes a problem: its sentence, the options that are wrong, and hints. */
export const showProblem = (problem: Problem, hints: string[]): string => {
  const errors = problem.errors ?? [];
  // The detail repeats the message of a single error, so only the error is shown, because it names the option.
  const lines = errors.length === 1 ? [] : [problem.detail];
  return [...lines, ...errors.map(({ field, message }) => `${optionOf(field)}: ${message}`), ...hints].join("\n");
};

/** The option on the command line that sets a field of a request. */
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
