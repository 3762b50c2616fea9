import { LabelledControl } from "../../shared/field.tsx";
import type { BoundField } from "./bind-fields.ts";

interface Props extends BoundField {
  label: string;
  hint?: string;
  maxLength?: number;
}

/** A labelled text of several lines. */
export const AreaField = ({ name, label, hint, value, error, maxLength = 1000, onInput }: Props) => (
  <LabelledControl {...{ name, label, hint, error }}>
    <textarea
      class="box"
      name={name}
      aria-invalid={error ? "true" : undefined}
      aria-describedby={error && `${name}-error`}
      rows={2}
      maxLength={maxLength}
      value={value}
      onInput={onInput}
    />
  </LabelledControl>
);
