import type { ComponentChildren, JSX } from "preact";

export interface Labelled {
  name: string;
  label: string;
  hint?: string | undefined;
  error: string | undefined;
}

type Props = JSX.IntrinsicElements["input"] & Labelled;

/** A labelled text input, named by its JSON path. Its error stands below it, and screen readers read both together. */
export const Field = ({ name, label, error, hint, ...control }: Props) => (
  <LabelledControl {...{ name, label, error, hint }}>
    <input
      class="box"
      name={name}
      aria-invalid={error ? "true" : undefined}
      aria-describedby={error && `${name}-error`}
      {...control}
    />
  </LabelledControl>
);

/** A label above a control and the error below it. */
export const LabelledControl = ({ name, label, hint, error, children }: Labelled & { children: ComponentChildren }) => (
  <div class="field">
    <label>
      <span class="small">
        {label}
        {hint && <span class="quiet"> · {hint}</span>}
      </span>
      {children}
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
