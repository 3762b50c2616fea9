import { useState } from "preact/hooks";
import type { Problem } from "../../../http/client.ts";
import type { Me } from "../../../http/api-client.ts";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/account.ts";
import { signInWait } from "#message/dashboard.ts";
import { useForm } from "../form/use-form.ts";
import { PasswordField } from "../people/password-field.tsx";
import type { AccountApi } from "./account-api.ts";

interface Props {
  me: Me;
  api: AccountApi;
  changed: () => void;
}

interface Passwords {
  current: string;
  password: string;
}

const empty: Passwords = { current: "", password: "" };

/** The form that changes the person's own password. It asks for the current one. */
export const ChangePassword = ({ me, api, changed }: Props) => {
  const [isDone, setDone] = useState(false);
  const form = useForm<Passwords, null>({
    initial: empty,
    check: (values) => {
      setDone(false);
      return {
        ...(values.current === "" ? { current: message.currentNeeded } : {}),
        ...(values.password === "" ? { password: message.newNeeded } : {}),
      };
    },
    send: (values) => api.changePassword({ body: values }),
    saved: () => {
      form.set(empty);
      setDone(true);
      changed();
    },
    explain: waitText,
  });
  const { values, errors, set } = form;
  return (
    <section class="page-card" aria-labelledby="account-password">
      <h2 id="account-password">{message.password}</h2>
      <form ref={form.element} onSubmit={form.submit} noValidate>
        {/* Tells password managers the login of this password. */}
        <input type="text" name="username" autocomplete="username" value={me.login} readOnly hidden />
        <Field
          {...form.field("current")}
          type="password"
          label={message.currentPassword}
          autocomplete="current-password"
        />
        <PasswordField
          label={message.newPassword}
          value={values.password}
          error={errors["password"]}
          change={(password) => set({ password })}
        />
        <p class="small quiet account-more">{message.changeSignsOut}</p>
        <p class="error" role="alert">
          {form.trouble}
        </p>
        <button type="submit" class="act" aria-disabled={form.busy}>
          {form.busy ? message.changing : message.change}
        </button>
        <p class="account-done" role="status">
          {isDone && message.changed}
        </p>
      </form>
    </section>
  );
};

/** How long to wait after too many wrong passwords; undefined for any other problem. */
const waitText = (problem: Problem | null): string | undefined =>
  problem?.code === "too_many_requests" ? signInWait(Number(problem["retry_after_seconds"] ?? 60)) : undefined;
