import { FieldError } from "../../shared/field.tsx";

interface Props<Value extends string> {
  name: string;
  legend: string;
  choices: readonly { value: Value; title: string; more?: string }[];
  chosen: readonly Value[];
  error?: string | undefined;
  change: (chosen: Value[]) => void;
}

/** A group of boxes to check. The chosen ones keep the order of the choices. */
export const CheckList = <Value extends string>({ name, legend, choices, chosen, error, change }: Props<Value>) => {
  const toggle = (value: Value) =>
    change(
      choices
        .map((choice) => choice.value)
        .filter((one) => (one === value ? !chosen.includes(one) : chosen.includes(one))),
    );
  return (
    <fieldset class="int-checks">
      <legend class="small">{legend}</legend>
      <div class="page-two">
        {choices.map(({ value, title, more }) => (
          <label key={value} class="int-check">
            <input
              type="checkbox"
              name={name}
              value={value}
              checked={chosen.includes(value)}
              aria-invalid={error ? "true" : undefined}
              aria-describedby={error && `${name}-error`}
              onChange={() => toggle(value)}
            />
            <span>
              {title}
              {more !== undefined && <span class="small quiet block">{more}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldError name={name} error={error} />
    </fieldset>
  );
};
