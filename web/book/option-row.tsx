import { FieldError } from "../shared/field.tsx";
import * as book from "#message/book.ts";
import type { Option } from "./service.ts";
import type { BookState } from "./state.ts";

interface Props {
  option: Option;
  /** Takes whole numbers only. Other quantities take three decimals. */
  whole: boolean;
  price: string;
  state: BookState;
  count: (name: string, value: number) => void;
}

/** The most of one option, if the catalog sets no limit. The server has the same. */
const most = { whole: 20, decimal: 1000 };

/** One option with a stepper, or with a check mark if a job takes it once. */
export const OptionRow = ({ option, whole, price, state: { draft, errors }, count }: Props) => {
  const { id, label, hint, max = whole ? most.whole : most.decimal } = option;
  const name = `items.${id}`;
  const quantity = Number(draft.fields[name] ?? 0);
  const text = (
    <>
      <bdi>{label}</bdi>
      <span class="small quiet block">{[max > 1 ? book.each(price) : "", hint].filter(Boolean).join(", ")}</span>
    </>
  );
  return (
    <div class="row item">
      {max === 1 ? (
        <label class="check">
          <input type="checkbox" name={name} checked={quantity > 0} />
          <span>{text}</span>
          <span class="num">+ {price}</span>
        </label>
      ) : (
        <>
          <label for={name}>{text}</label>
          <Stepper name={name} label={label} value={draft.fields[name] ?? "0"} {...{ whole, max, count }} />
        </>
      )}
      <FieldError name={name} error={errors[name]} />
    </div>
  );
};

interface StepperProps {
  name: string;
  /** What is counted, for the labels of the buttons. */
  label: string;
  value: string;
  whole: boolean;
  min?: number;
  max: number;
  count: (name: string, value: number) => void;
}

export const Stepper = ({ name, label, value, whole, min = 0, max, count }: StepperProps) => {
  const now = Number(value);
  const to = (next: number) => () => count(name, Math.min(max, Math.max(min, next)));
  return (
    <span class="stepper">
      <button type="button" aria-label={book.fewer(label)} onClick={to(now - 1)}>
        −
      </button>
      <input
        type="number"
        id={name}
        name={name}
        min={min}
        max={max}
        step={whole ? "1" : "any"}
        inputmode={whole ? "numeric" : "decimal"}
        value={value}
      />
      <button type="button" aria-label={book.more(label)} onClick={to(now + 1)}>
        +
      </button>
    </span>
  );
};
