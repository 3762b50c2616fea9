import type { ComponentChildren, JSX } from "preact";

export interface Labelled {
  name: string;
  label: string;
  hint?: string | undefined;
  error: string | undefined;
}

type Props = JSX.IntrinsicElements["input"] & Labelled;

/** A labelled text control, named by its JSON path; what is wrong with it stands below and is read with it. */
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

/** The label over a control, and what is wrong with it below. */
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
