import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ApiClient, Me } from "../../../http/api-client.ts";
import * as team from "#message/team.ts";
import * as message from "#message/setup.ts";
import { useForm } from "../form/use-form.ts";
import { IdentityFields, missingIdentity } from "../people/identity-fields.tsx";
import { PasswordField } from "../people/password-field.tsx";

export interface SetupPageProps {
  token: string;
  api: Pick<ApiClient, "setUp">;
  /** The owner was created and is signed in. */
  done: (me: Me) => void;
  /** Opens the sign-in, because the link was used already. */
  signIn: () => void;
}

/** The first page of a new store: the one-time link lets its reader create the owner. */
export const SetupPage = ({ token, api, done, signIn }: SetupPageProps) => {
  const [isSpent, setSpent] = useState(false);
  const form = useForm<Owner, { user: Me }>({
    initial: { name: "", login: "", password: "" },
    check: missingIdentity,
    send: (values) => api.setUp({ body: { token, ...values } }),
    saved: ({ user }) => done(user),
    refused: (problem) => problem?.code === "sign_in_failed" && setSpent(true),
  });
  const { values, errors, set, element } = form;
  useLayoutEffect(() => element.current?.querySelector<HTMLElement>("input")?.focus(), []);
  if (isSpent) return <Spent signIn={signIn} />;
  return (
    <main class="page page-narrow">
      <h1>{message.title}</h1>
      <p class="page-lead">{message.lead}</p>
      <form ref={element} onSubmit={form.submit} noValidate>
        <IdentityFields value={values} errors={errors} change={set} own />
        <PasswordField
          label={team.password}
          value={values.password}
          error={errors["password"]}
          change={(password) => set({ password })}
        />
        <p class="error" role="alert">
          {form.trouble}
        </p>
        <button class="act" type="submit" aria-disabled={form.busy}>
          {form.busy ? message.working : message.createOwner}
        </button>
      </form>
    </main>
  );
};

interface Owner {
  name: string;
  login: string;
  password: string;
}

/** The page of a link that was used already. */
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
