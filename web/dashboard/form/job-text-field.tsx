import { textRule, type JobText } from "../../../domain/job-text.ts";
import { Field } from "../../shared/field.tsx";
import * as staff from "#message/staff.ts";
import { AreaField } from "./area-field.tsx";
import type { BoundField } from "./bind-fields.ts";

/** A text field of a job, as the field table declares it: one line or several, with its label and its longest length. */
export const JobTextField = ({ text, ...field }: BoundField & { text: JobText }) => {
  const { kind, max: maxLength } = textRule(text);
  const { label, hint } = staff.jobTexts[text];
  return kind === "line" ? (
    <Field {...field} {...{ label, hint, maxLength }} autocomplete="off" />
  ) : (
    <AreaField {...field} {...{ label, hint, maxLength }} />
  );
};
