import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { Problem } from "../../http/client.ts";
import type { Me, ApiClient } from "../../http/api-client.ts";
import { Field } from "../shared/field.tsx";
import * as message from "#message/dashboard.ts";
import { problemText } from "./form/problem-text.ts";
import { useForm } from "./form/use-form.ts";
import { Mark } from "./mark.tsx";
import { useModal } from "./modal.ts";
import { showTitle } from "./page-title.ts";

interface Props {
  api: Pick<ApiClient, "createSession">;
  done: (me: Me) => void;
}

/** The sign-in page. The address stays, so that the wanted page opens after it. */
export const SignIn = ({ api, done }: Props) => {
  useEffect(() => {
    showTitle(message.title(message.signInTitle));
  }, []);
  return (
    <main class="gate">
      <Mark />
      <h1>{message.signInTitle}</h1>
      <SignInForm api={api} login="" done={done} />
    </main>
  );
};

/** The sign-in over a page whose session ended. The page stays open behind it. */
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
  const [wait, setWait] = useWait();
  const form = useForm<SignInValues, { user: Me }>({
    initial: { login, password: "" },
    check: (values) => {
      setWait(null);
      const missing = (["login", "password"] as const).filter((name) => values[name].trim() === "");
      return Object.fromEntries(missing.map((name) => [name, message.needed[name]]));
    },
    send: (values) => api.createSession({ body: values }),
    saved: ({ user }) => done(user),
    refused: (problem) => {
      setWait(waitOf(problem));
      focus("password");
    },
    explain: signInText,
  });
  const focus = (name: string) => form.element.current?.querySelector<HTMLElement>(`[name=${name}]`)?.focus();
  useLayoutEffect(() => focus(login === "" ? "login" : "password"), []);
  return (
    <form ref={form.element} onSubmit={form.submit} noValidate>
      <Field
        {...form.field("login")}
        label={message.login}
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
      />
      <Field
        {...form.field("password")}
        type="password"
        label={message.password}
        // A dialog focuses this element when it opens, after the effect above.
        autofocus={login !== ""}
        autocomplete="current-password"
      />
      <p role="alert" class="error">
        {wait === "over" ? message.signInNow : form.trouble}
      </p>
      <button class="act" type="submit" aria-disabled={form.busy}>
        {form.busy ? message.working : message.signIn}
      </button>
    </form>
  );
};

interface SignInValues {
  login: string;
  password: string;
}

/** Counts down the wait after too many tries: `over` when it has passed, null without a wait. */
const useWait = (): [number | "over" | null, (seconds: number | null) => void] => {
  const [wait, setWait] = useState<number | "over" | null>(null);
  // The timer starts with the text that names the wait. An effect after the next paint could start it late.
  useLayoutEffect(() => {
    if (typeof wait !== "number") return;
    const timer = setTimeout(() => setWait("over"), wait * 1_000);
    return () => clearTimeout(timer);
  }, [wait]);
  return [wait, setWait];
};

/** Seconds until the next try; null if the refusal asks for no wait. */
const waitOf = (problem: Problem | null): number | null =>
  problem?.code === "too_many_requests" ? Number(problem["retry_after_seconds"] ?? 60) : null;

const signInText = (problem: Problem | null): string => {
  if (problem?.code === "sign_in_failed") return message.signInFailed;
  if (problem?.code === "too_many_requests") return message.signInWait(waitOf(problem) ?? 0);
  return problemText(problem);
};
