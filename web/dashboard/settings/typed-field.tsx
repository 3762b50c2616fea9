import { useState } from "preact/hooks";
import { LabelledControl, type Labelled } from "../../shared/field.tsx";

interface Props<T> extends Labelled {
  /** The text that the control starts with. */
  text: string;
  /** Returns the value of a text; null for a text without a value. */
  read: (typed: string) => { value: T } | null;
  /** What a text that is no value should look like. */
  wrong: string;
  /** The sign of a currency, before the control. */
  sign?: string;
  inputMode?: "decimal" | "numeric" | "text";
  change: (value: T) => void;
  fault: (name: string, text: string) => void;
}

/** A text control whose text has to be a value. Typed text stays as it is; only a value changes the form. */
export const TypedField = <T,>({
  text: first,
  read,
  wrong,
  sign,
  inputMode = "decimal",
  change,
  fault,
  ...field
}: Props<T>) => {
  const { name, error } = field;
  const [text, setText] = useState(first);
  const type = (typed: string) => {
    setText(typed);
    const found = read(typed);
    fault(name, found === null ? wrong : "");
    if (found !== null) change(found.value);
  };
  const control = (
    <input
      class="box"
      name={name}
      inputMode={inputMode}
      autocomplete="off"
      value={text}
      aria-invalid={error ? "true" : undefined}
      aria-describedby={error && `${name}-error`}
      onInput={({ currentTarget }) => type(currentTarget.value)}
    />
  );
  return (
    <LabelledControl {...field}>
      {sign === undefined ? (
        control
      ) : (
        <span class="page-money">
          <span aria-hidden="true">{sign}</span>
          {control}
        </span>
      )}
    </LabelledControl>
  );
};

/** A value that `read` may not find. */
export const typed = <T,>(value: T | null): { value: T } | null => (value === null ? null : { value });

/** An empty text means null. */
export const orEmpty =
  <T,>(read: (typed: string) => T | null) =>
  (text: string): { value: T | null } | null =>
    text.trim() === "" ? { value: null } : typed(read(text));
