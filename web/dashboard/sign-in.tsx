import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../http/client.ts";
import type { Me, ApiClient } from "../../http/api-client.ts";
import { Field } from "../shared/field.tsx";
import * as message from "#message/dashboard.ts";
import { problemText } from "./form/problem-text.ts";
import { Mark } from "./mark.tsx";
import { useModal } from "./modal.ts";

interface Props {
  api: Pick<ApiClient, "createSession">;
  done: (me: Me) => void;
}

/** The way in. The address stays as it was, so that one lands where one wanted to. */
export const SignIn = ({ api, done }: Props) => {
  useEffect(() => {
    document.title = message.title(message.signInTitle);
  }, []);
  return (
    <main class="gate">
      <Mark />
      <h1>{message.signInTitle}</h1>
      <SignInForm api={api} login="" done={done} />
    </main>
  );
};

/** A session ended while somebody works: everything open stays where it is, behind this. */
export const SignInAgain = ({ api, login, done }: Props & { login: string }) => {
  const dialog = useModal();
  return (
    <dialog ref={dialog} class="card-over" aria-labelledby="again-title" onCancel={(event) => event.preventDefault()}>
      <h2 id="again-title">{message.signInAgain}</h2>
      <p class="quiet">{message.signInAgainMore}</p>
      <SignInForm api={api} login={login} done={done} />
    </dialog>
  );
};

const SignInForm = ({ api, login, done }: Props & { login: string }) => {
  const [draft, setDraft] = useState({ login, password: "" });
  const [errors, setErrors] = useState<Partial<typeof draft>>({});
  const [trouble, setTrouble] = useState("");
  const [wait, setWait] = useState(0);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const focus = (name: keyof typeof draft) => form.current?.querySelector<HTMLElement>(`[name=${name}]`)?.focus();
  // What was said of a wait is not true any longer when the wait is over.
  useEffect(() => {
    if (wait === 0) return;
    const timer = setTimeout(() => {
      setWait(0);
      setTrouble(message.signInNow);
    }, wait * 1_000);
    return () => clearTimeout(timer);
  }, [wait]);
  useLayoutEffect(() => focus(login === "" ? "login" : "password"), []);

  const send = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const missing = (["login", "password"] as const).filter((name) => draft[name].trim() === "");
    setErrors(Object.fromEntries(missing.map((name) => [name, message.needed[name]])));
    setTrouble("");
    setWait(0);
    if (missing[0] !== undefined) return focus(missing[0]);
    setBusy(true);
    const answer = await api.createSession({ body: draft });
    setBusy(false);
    if (answer.ok) return done(answer.value.user);
    setTrouble(signInText(answer.problem));
    setWait(waitOf(answer.problem));
    focus("password");
  };
  const type = (name: keyof typeof draft) => (event: Event) => {
    if (event.currentTarget instanceof HTMLInputElement) setDraft({ ...draft, [name]: event.currentTarget.value });
  };
  return (
    <form ref={form} onSubmit={(event) => void send(event)} noValidate>
      <Field
        name="login"
        label={message.login}
        error={errors.login}
        value={draft.login}
        onInput={type("login")}
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
      />
      <Field
        name="password"
        type="password"
        label={message.password}
        error={errors.password}
        value={draft.password}
        onInput={type("password")}
        // A dialog that opens looks for this, after the effect above.
        autofocus={login !== ""}
        autocomplete="current-password"
      />
      <p role="alert" class="error">
        {trouble}
      </p>
      <button class="act" type="submit" aria-disabled={busy}>
        {busy ? message.working : message.signIn}
      </button>
    </form>
  );
};

/** Seconds until the next try; 0 where the refusal asks for no wait. */
const waitOf = (problem: Problem | null): number =>
  problem?.code === "too_many_requests" ? Number(problem["retry_after_seconds"] ?? 60) : 0;

const signInText = (problem: Problem | null): string => {
  if (problem?.code === "sign_in_failed") return message.signInFailed;
  if (problem?.code === "too_many_requests") return message.signInWait(waitOf(problem));
  return problemText(problem);
};
