import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../../http/client.ts";
import type { Me } from "../../../http/api-client.ts";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/account.ts";
import { signInWait } from "#message/dashboard.ts";
import { PasswordField } from "../people/password-field.tsx";
import { fieldErrors, problemText } from "../form/problem-text.ts";
import type { AccountApi } from "./account-api.ts";

interface Props {
  me: Me;
  api: AccountApi;
  changed: () => void;
}

const empty = { current: "", password: "" };

/** A new password of one's own, with the current one. */
export const ChangePassword = ({ me, api, changed }: Props) => {
  const [draft, setDraft] = useState(empty);
  const [errors, setErrors] = useState<Partial<typeof empty>>({});
  const [trouble, setTrouble] = useState("");
  const [done, setDone] = useState(false);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(), [errors]);

  const set = (change: Partial<typeof empty>) => setDraft({ ...draft, ...change });
  const send = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setDone(false);
    setTrouble("");
    const missing = {
      ...(draft.current === "" ? { current: message.currentNeeded } : {}),
      ...(draft.password === "" ? { password: message.newNeeded } : {}),
    };
    setErrors(missing);
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    const answer = await api.changePassword({ body: draft });
    setBusy(false);
    if (answer.ok) {
      setDraft(empty);
      setDone(true);
      changed();
      return;
    }
    const wrong = fieldErrors(answer.problem);
    setErrors(wrong);
    if (Object.keys(wrong).length === 0) setTrouble(troubleText(answer.problem));
  };

  return (
    <section class="page-card" aria-labelledby="account-password">
      <h2 id="account-password">{message.password}</h2>
      <form ref={form} onSubmit={(event) => void send(event)} noValidate>
        {/* For password managers: whose password this is. */}
        <input type="text" name="username" autocomplete="username" value={me.login} readOnly hidden />
        <Field
          name="current"
          type="password"
          label={message.currentPassword}
          error={errors.current}
          value={draft.current}
          autocomplete="current-password"
          onInput={({ currentTarget }) => set({ current: currentTarget.value })}
        />
        <PasswordField
          label={message.newPassword}
          value={draft.password}
          error={errors.password}
          change={(password) => set({ password })}
        />
        <p class="small quiet account-more">{message.changeSignsOut}</p>
        <p class="error" role="alert">
          {trouble}
        </p>
        <button type="submit" class="act" aria-disabled={busy}>
          {busy ? message.changing : message.change}
        </button>
        <p class="account-done" role="status">
          {done && message.changed}
        </p>
      </form>
    </section>
  );
};

const troubleText = (problem: Problem | null): string =>
  problem?.code === "too_many_requests"
    ? signInWait(Number(problem["retry_after_seconds"] ?? 60))
    : problemText(problem);
