import type { Template, Words } from "./messages-api.ts";

/** The words in the editor, by channel and language, as in `text.en`. */
export type Drafts = Record<string, Words>;

export const keyOf = ({ channel, language }: Pick<Template, "channel" | "language">): string =>
  `${channel}.${language}`;

export const draftsOf = (templates: Template[]): Drafts =>
  Object.fromEntries(templates.map((template) => [keyOf(template), template.words]));

/** True if the editor has other words than the saved ones. */
export const isChanged = (template: Template, drafts: Drafts): boolean =>
  namesOf(template.words).some((name) => drafts[keyOf(template)]?.[name] !== template.words[name]);

/** The words to save: those that differ from the usual ones. A text is always whole. */
export const wordsChanged = (template: Template, drafts: Drafts): Words => {
  const draft = drafts[keyOf(template)] ?? {};
  if (template.channel === "text") return { text: draft.text ?? "" };
  const changed = namesOf(template.words).filter((name) => draft[name] !== template.usual[name]);
  const names = changed.length === 0 ? namesOf(template.words) : changed;
  return Object.fromEntries(names.map((name) => [name, draft[name] ?? ""]));
};

const namesOf = (words: Words): (keyof Words)[] =>
  (["text", "subject", "body", "button"] as const).filter((name) => words[name] !== undefined);
