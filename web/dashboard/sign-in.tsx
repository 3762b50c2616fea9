import { useState } from "preact/hooks";
import type { Me, OfficeClient } from "../../http/office-client.ts";
import { Field } from "../shared/field.tsx";
import * as message from "../shared/message/dashboard.ts";
import { problemText } from "./people/problem-text.ts";

/** The way in. What was typed stays; what is wrong is said in words. */
export const SignIn = ({ office, over, done }: { office: OfficeClient; over: boolean; done: (me: Me) => void }) => {
  const [draft, setDraft] = useState({ login: "", password: "" });
  const [trouble, setTrouble] = useState(over ? message.sessionOver : "");
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const answer = await office.signIn(draft);
    setBusy(false);
    if (answer.ok) return done(answer.value.user);
    setTrouble(answer.problem?.code === "sign_in_failed" ? answer.problem.detail : problemText(answer.problem));
  };
  const type = (name: keyof typeof draft) => (event: Event) => {
    if (event.currentTarget instanceof HTMLInputElement) setDraft({ ...draft, [name]: event.currentTarget.value });
  };
  return (
    <main>
      <form class="gate" onSubmit={(event) => void submit(event)}>
        <h1>{message.signInTitle}</h1>
        <p role="alert" class="error">
          {trouble}
        </p>
        <Field
          name="login"
          label={message.login}
          error={undefined}
          value={draft.login}
          onInput={type("login")}
          autocomplete="username"
          required
        />
        <Field
          name="password"
          type="password"
          label={message.password}
          error={undefined}
          value={draft.password}
          onInput={type("password")}
          autocomplete="current-password"
          required
        />
        <button class="act" type="submit" disabled={busy}>
          {message.signIn}
        </button>
      </form>
    </main>
  );
};
