interface Props {
  name: string;
  label: string;
  hint?: string | undefined;
  value: boolean;
  change: (value: boolean) => void;
}

/** A yes/no switch with its explanation below. */
export const SwitchField = ({ name, label, hint, value, change }: Props) => (
  <div class="field">
    <label class="page-switch">
      <input
        type="checkbox"
        name={name}
        checked={value}
        aria-describedby={hint && `${name}-hint`}
        onChange={({ currentTarget }) => change(currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
    {hint !== undefined && (
      <p class="small quiet" id={`${name}-hint`}>
        {hint}
      </p>
    )}
  </div>
);
