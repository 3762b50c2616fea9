import { LabelledControl, type Labelled } from "./field.tsx";

interface Props extends Labelled {
  value: string;
  /** What can be chosen, in order: its value, and how it reads. */
  choices: readonly (readonly [value: string, text: string])[];
  choose: (value: string) => void;
}

/** A labelled choice of one, as `Field` is a labelled text. */
export const ChoiceField = ({ name, label, hint, error, value, choices, choose }: Props) => (
  <LabelledControl {...{ name, label, hint, error }}>
    <select
      class="box"
      name={name}
      aria-invalid={error ? "true" : undefined}
      aria-describedby={error && `${name}-error`}
      value={value}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      {choices.map(([one, text]) => (
        <option key={one} value={one}>
          {text}
        </option>
      ))}
    </select>
  </LabelledControl>
);
