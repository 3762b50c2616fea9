import { FieldError } from "./field.tsx";

interface Props {
  name: string;
  label: string;
  hint?: string;
  value: string;
  error: string | undefined;
  /** What can be chosen, in order: its value, and how it reads. */
  choices: readonly (readonly [value: string, text: string])[];
  choose: (value: string) => void;
}

/** A labelled choice of one, named by its JSON path; what is wrong with it stands below and is read with it. */
export const ChoiceField = ({ name, label, hint, value, error, choices, choose }: Props) => (
  <div class="field">
    <label>
      <span class="small">
        {label} {hint && <span class="quiet">· {hint}</span>}
      </span>
      <select
        class="box"
        name={name}
        value={value}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={error && `${name}-error`}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {choices.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
    <FieldError name={name} error={error} />
  </div>
);
