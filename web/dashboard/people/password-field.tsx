import { useState } from "preact/hooks";
import { FieldError } from "../../shared/field.tsx";
import * as message from "#message/team.ts";
import { leastCharacters, makePassword } from "./password.ts";

interface Props {
  label: string;
  value: string;
  error: string | undefined;
  change: (password: string) => void;
  /** Offers to suggest a password, for another person. */
  maker?: boolean;
}

/** A new password, with its length rule and a button that shows it. */
export const PasswordField = ({ label, value, error, change, maker = false }: Props) => {
  const [shown, setShown] = useState(maker);
  const missing = leastCharacters - Array.from(value).length;
  return (
    <div class="field">
      <label for="password">
        <span class="small">{label}</span>
      </label>
      <div class="page-row">
        <input
          class="box"
          id="password"
          name="password"
          {...(shown ? ({ type: "text" } as const) : ({ type: "password" } as const))}
          autocomplete="new-password"
          autocapitalize="none"
          spellcheck={false}
          value={value}
          aria-invalid={error ? "true" : undefined}
          aria-describedby={error === undefined ? "password-rules" : "password-rules password-error"}
          onInput={({ currentTarget }) => change(currentTarget.value)}
        />
        <button type="button" class="plain" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? message.hide : message.show}
        </button>
        {maker && (
          <button
            type="button"
            class="plain"
            onClick={() => {
              setShown(true);
              change(makePassword(crypto));
            }}
          >
            {message.suggest}
          </button>
        )}
      </div>
      <p class="small quiet" id="password-rules">
        {value === "" ? message.rules : missing > 0 ? message.charactersMore(missing) : message.longEnough}
      </p>
      <FieldError name="password" error={error} />
    </div>
  );
};
