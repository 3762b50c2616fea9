import { Field } from "../../shared/field.tsx";
import * as message from "#message/team.ts";
import * as staff from "#message/staff.ts";

export interface Identity {
  name: string;
  login: string;
}

interface Props {
  value: Identity;
  errors: Record<string, string>;
  /** True for the person's own identity, which the browser may fill in and store. */
  own?: boolean;
  change: (change: Partial<Identity>) => void;
}

/** The name and the login of a person. */
export const IdentityFields = ({ value, errors, own = false, change }: Props) => (
  <>
    <Field
      name="name"
      label={own ? message.ownName : message.name}
      autocomplete={own ? "name" : "off"}
      maxLength={80}
      value={value.name}
      error={errors["name"]}
      onInput={({ currentTarget }) => change({ name: currentTarget.value })}
    />
    <Field
      name="login"
      label={message.login}
      hint={message.loginHint}
      autocomplete={own ? "username" : "off"}
      autocapitalize="none"
      spellcheck={false}
      value={value.login}
      error={errors["login"]}
      onInput={({ currentTarget }) => change({ login: currentTarget.value })}
    />
  </>
);

/** The errors of empty fields. */
export const missingIdentity = ({ name, login }: Identity): Record<string, string> => ({
  ...(name.trim() === "" ? { name: staff.nameNeeded } : {}),
  ...(login.trim() === "" ? { login: message.neededLogin } : {}),
});
