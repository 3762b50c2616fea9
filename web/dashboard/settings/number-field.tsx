import { useState } from "preact/hooks";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/settings.ts";

interface Props {
  name: string;
  label: string;
  /** The explanation below the control. */
  hint?: string | undefined;
  value: number | null;
  least: number;
  most: number;
  /** True if an empty control means null. */
  optional?: boolean;
  error: string | undefined;
  change: (value: number | null) => void;
  fault: (name: string, text: string) => void;
}

/** A whole number. Typed text stays as it is; only a number within the bounds changes the value. */
export const NumberField = ({ name, value, least, most, hint, optional = false, change, fault, ...field }: Props) => {
  const [text, setText] = useState(value === null ? "" : String(value));
  const read = (typed: string) => {
    setText(typed);
    const plain = typed.trim();
    const number = plain === "" && optional ? null : /^\d{1,9}$/.test(plain) ? Number(plain) : Number.NaN;
    if (number !== null && !(number >= least && number <= most)) {
      fault(name, message.wholeNumber(least, most));
      return;
    }
    fault(name, "");
    change(number);
  };
  return (
    <div>
      <Field
        {...field}
        name={name}
        inputMode="numeric"
        autocomplete="off"
        value={text}
        onInput={({ currentTarget }) => read(currentTarget.value)}
      />
      {hint !== undefined && <p class="small quiet page-hint">{hint}</p>}
    </div>
  );
};
