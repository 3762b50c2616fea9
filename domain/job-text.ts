import { fieldNames, recordOf } from "./field-table.ts";
import { jobFields, type JobFieldTable, type TextRule } from "./job-fields.ts";
import type { Job } from "./job.ts";

/** The text fields that staff type into a job's form. API, dashboard, command line and import treat them all alike. */
export type JobText = {
  [K in keyof Job]-?: JobFieldTable[K] extends { text: TextRule }
    ? "job_form" extends JobFieldTable[K]["enteredIn"][number]
      ? K
      : never
    : never;
}[keyof Job];

/** The texts that a job leaves out while they are empty. The other texts are null. */
export type OptionalJobText = { [K in JobText]: JobFieldTable[K]["empty"] extends "left_out" ? K : never }[JobText];

const isJobText = (name: keyof Job): name is JobText =>
  "text" in jobFields[name] && jobFields[name].enteredIn.some((form) => form === "job_form");

const isOptional = (name: JobText): name is OptionalJobText => isLeftOut(jobFields[name]);
/** The parameter is wider than the table's literal types, because these contain only the forms in use today. */
const isLeftOut = ({ empty }: { readonly empty: string }): boolean => empty === "left_out";

export const jobTexts: readonly JobText[] = fieldNames<Job>(jobFields).filter(isJobText);

export const optionalJobTexts: readonly OptionalJobText[] = jobTexts.filter(isOptional);

export const textRule = (name: JobText): TextRule => jobFields[name].text;

/** Texts as a caller sends them. Empty text and null both clear the field; a field that is left out stays as it is. */
export type JobTextInput = { [K in JobText]?: string | null };

/** Returns the record with the texts of the input. A cleared text is null or left out, as the table says. */
export const withTexts = <T extends Pick<Job, JobText>>(record: T, input: JobTextInput): T => {
  const next = { ...record };
  for (const name of jobTexts) {
    const text = input[name];
    if (text === undefined) continue;
    if (text !== null && text !== "") next[name] = text;
    else clearText(next, name);
  }
  return next;
};

/** Returns the texts of a new job. A text that the input leaves out is empty. */
export const newTexts = (input: JobTextInput): Pick<Job, JobText> =>
  withTexts<Pick<Job, JobText>>(
    recordOf(
      jobTexts.filter((name) => !isOptional(name)),
      () => null,
    ),
    input,
  );

const clearText = (record: Pick<Job, JobText>, name: JobText): void => {
  if (isOptional(name)) Reflect.deleteProperty(record, name);
  else record[name] = null;
};
