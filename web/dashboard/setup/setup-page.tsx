import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ApiClient, Me } from "../../../http/api-client.ts";
import * as team from "#message/team.ts";
import * as message from "#message/setup.ts";
import { IdentityFields, missingIdentity } from "../people/identity-fields.tsx";
import { PasswordField } from "../people/password-field.tsx";
import { fieldErrors, problemText } from "../form/problem-text.ts";

export interface SetupPageProps {
  token: string;
  api: Pick<ApiClient, "setUp">;
  /** The owner is made and signed in. */
  done: (me: Me) => void;
  /** To the sign-in: the link is of no use any more. */
  signIn: () => void;
}

/** The first page that anybody sees here: the one-time link makes its reader the owner. */
export const SetupPage = ({ token, api, done, signIn }: SetupPageProps) => {
  const [draft, setDraft] = useState({ name: "", login: "", password: "" });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const [spent, setSpent] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>("input")?.focus(), []);
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(), [errors]);

  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const send = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const missing = missingIdentity(draft);
    setErrors(missing);
    setTrouble("");
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    const answer = await api.setUp({ body: { token, ...draft } });
    setBusy(false);
    if (answer.ok) {
      done(answer.value.user);
      return;
    }
    if (answer.problem?.code === "sign_in_failed") setSpent(true);
    const wrong = fieldErrors(answer.problem);
    setErrors(wrong);
    if (Object.keys(wrong).length === 0) setTrouble(problemText(answer.problem));
  };

  if (spent) return <Spent signIn={signIn} />;
  return (
    <main class="page page-narrow">
      <h1>{message.title}</h1>
      <p class="page-lead">{message.lead}</p>
      <form ref={form} onSubmit={(event) => void send(event)} noValidate>
        <IdentityFields value={draft} errors={errors} change={set} own />
        <PasswordField
          label={team.password}
          value={draft.password}
          error={errors["password"]}
          change={(password) => set({ password })}
        />
        <p class="error" role="alert">
          {trouble}
        </p>
        <button class="act" type="submit" aria-disabled={busy}>
          {busy ? message.working : message.createOwner}
        </button>
      </form>
    </main>
  );
};

const Spent = ({ signIn }: { signIn: () => void }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <main class="page page-narrow">
      <h1 tabIndex={-1} ref={heading}>
        {message.linkUsed}
      </h1>
      <p class="page-lead">{message.linkUsedMore}</p>
      <pre class="page-code">{message.startCommand}</pre>
      <p class="quiet">{message.orWithoutLink}</p>
      <pre class="page-code">{message.addCommand}</pre>
      <button type="button" class="plain" onClick={signIn}>
        {message.haveLogin}
      </button>
    </main>
  );
};
