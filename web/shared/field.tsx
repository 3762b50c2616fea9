import type { JSX } from "preact";

type Props = JSX.IntrinsicElements["input"] & {
  name: string;
  label: string;
  error: string | undefined;
  hint?: string;
};

/** A labelled text control, named by its JSON path; what is wrong with it stands below and is read with it. */
export const Field = ({ name, label, error, hint, ...control }: Props) => (
  <div class="field">
    <label>
      <span class="small">
        {label} {hint && <span class="quiet">· {hint}</span>}
      </span>
      <input
        class="box"
        name={name}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={error && `${name}-error`}
        {...control}
      />
    </label>
    <FieldError name={name} error={error} />
  </div>
);

export const FieldError = ({ name, error }: { name: string; error: string | undefined }) =>
  error ? (
    <p class="error" id={`${name}-error`} data-error={name}>
      {error}
    </p>
  ) : null;
