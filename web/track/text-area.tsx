import type { TrackState } from "./state.ts";

interface Props {
  name: string;
  maxLength: number;
  state: TrackState;
  labelledBy?: string;
  autofocus?: true;
}

export const TextArea = ({ name, maxLength, state: { fields, errors }, labelledBy, autofocus }: Props) => (
  <textarea
    class="box"
    name={name}
    maxLength={maxLength}
    autofocus={autofocus}
    value={fields[name] ?? ""}
    aria-invalid={errors[name] ? "true" : undefined}
    aria-describedby={errors[name] && `${name}-error`}
    aria-labelledby={labelledBy}
  />
);
