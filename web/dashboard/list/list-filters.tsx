import type { ComponentChildren, RefObject } from "preact";

interface FiltersProps {
  children: ComponentChildren;
  class: string;
  /** The text of the button that clears all filters; null if none is set. */
  clear: string | null;
  onClear: () => void;
}

/** The filters above a list, with the button that clears them. */
export const ListFilters = ({ children, class: name, clear, onClear }: FiltersProps) => (
  <search class={name}>
    {children}
    {clear !== null && (
      <button type="button" class="plain" onClick={onClear}>
        {clear}
      </button>
    )}
  </search>
);

interface SearchProps {
  label: string;
  hint: string;
  value: string;
  choose: (value: string) => void;
  input?: RefObject<HTMLInputElement | null>;
  onKeyDown?: (event: KeyboardEvent) => void;
}

export const SearchFilter = ({ label, hint, value, choose, input, onKeyDown }: SearchProps) => (
  <label>
    <span class="small">{label}</span>
    <input
      {...(input === undefined ? {} : { ref: input })}
      class="box"
      type="search"
      name="q"
      value={value}
      placeholder={hint}
      autocomplete="off"
      onInput={({ currentTarget }) => choose(currentTarget.value)}
      {...(onKeyDown === undefined ? {} : { onKeyDown })}
    />
  </label>
);

interface ChoiceProps {
  name: string;
  label: string;
  value: string;
  choices: readonly (readonly [value: string, text: string])[];
  choose: (value: string) => void;
}

export const ChoiceFilter = ({ name, label, value, choices, choose }: ChoiceProps) => (
  <label>
    <span class="small">{label}</span>
    <select class="box" name={name} value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
      {choices.map(([choice, text]) => (
        <option key={choice} value={choice}>
          {text}
        </option>
      ))}
    </select>
  </label>
);

interface DatesProps {
  labels: { from: string; to: string };
  values: { from: string; to: string };
  choose: (change: { from?: string; to?: string }) => void;
}

/** The first and the last day of what is listed. */
export const DateFilters = ({ labels, values, choose }: DatesProps) => (
  <>
    {(["from", "to"] as const).map((end) => (
      <label key={end}>
        <span class="small">{labels[end]}</span>
        <input
          class="box"
          type="date"
          name={end}
          value={values[end]}
          onChange={({ currentTarget }) => choose({ [end]: currentTarget.value })}
        />
      </label>
    ))}
  </>
);
