import { LabelledControl, type Labelled } from "./field.tsx";

interface Props extends Labelled {
  value: string;
  /** The options, in order: the value, and the text that people read. */
  choices: readonly (readonly [value: string, text: string])[];
  choose: (value: string) => void;
}

/** A labelled select, as `Field` is a labelled text input. */
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
      {choices.map(([choice, text]) => (
        <option key={choice} value={choice}>
          {text}
        </option>
      ))}
    </select>
  </LabelledControl>
);
