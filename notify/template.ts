import mustache from "mustache";
import type { Values, Variable } from "./variable.ts";

/** What is wrong with a template, for the person who wrote it. */
export type TemplateFault =
  | { code: "unknown_variable"; variable: string }
  /** A form of mustache that could reach other texts or switch off escaping. */
  | { code: "not_allowed"; tag: string }
  | { code: "unclosed" };

/**
 * Puts values into a template: variables and sections of mustache, nothing else. It escapes nothing, because the result is
 * plain text; `email.ts` escapes the whole text when it makes HTML.
 */
export const fill = (template: string, values: Values): string =>
  mustache.render(template, { ...values }, undefined, { escape: (value) => String(value) });

/** Returns the first fault of a template, or null. `allowed` are the names that the event has values for. */
export const templateFault = (template: string, allowed: readonly Variable[]): TemplateFault | null => {
  let tokens: readonly Token[];
  try {
    tokens = mustache.parse(template) as Token[];
  } catch {
    return { code: "unclosed" }; // `parse` throws only for tags that do not close
  }
  return faultIn(tokens, new Set<string>(allowed));
};

/** A token of mustache: its kind, its text, where it begins and ends, and the tokens of a section. */
type Token = [kind: string, text: string, from: number, to: number, inside?: Token[]];

const faultIn = (tokens: readonly Token[], allowed: ReadonlySet<string>): TemplateFault | null => {
  for (const [kind, text, , , inside] of tokens) {
    if (kind === "text" || kind === "!") continue;
    if (kind !== "name" && kind !== "#" && kind !== "^") return { code: "not_allowed", tag: `${kind}${text}` };
    if (!allowed.has(text)) return { code: "unknown_variable", variable: text };
    const fault = inside === undefined ? null : faultIn(inside, allowed);
    if (fault !== null) return fault;
  }
  return null;
};
