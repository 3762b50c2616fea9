import { useState } from "preact/hooks";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/message-settings.ts";
import { fieldErrors, problemText } from "../form/problem-text.ts";
import type { Channel } from "./messages-api.ts";
import type { AccountProps } from "./use-account.ts";

/** Sends one message to the owner, and says what the provider answered. */
export const TestForm = ({ kind, context, refresh }: AccountProps & { kind: Channel }) => {
  const [to, setTo] = useState("");
  const [said, setSaid] = useState("");
  const [error, setError] = useState("");
  const [isBusy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    setSaid("");
    setError("");
    const answer = await context.api.testChannel({ body: { channel: kind, to } });
    if (answer.ok) setSaid(answer.value.detail);
    else setError(fieldErrors(answer.problem)["to"] ?? problemText(answer.problem));
    setBusy(false);
    if (answer.ok) await refresh();
  };
  return (
    <section class="page-card" aria-labelledby="msg-test">
      <h2 id="msg-test">{message.test}</h2>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void send();
        }}
      >
        <Field
          name="to"
          inputMode={kind === "email" ? "email" : "tel"}
          label={message.testTo[kind]}
          value={to}
          error={error}
          onInput={({ currentTarget }) => setTo(currentTarget.value)}
        />
        <div class="msg-actions">
          <button type="submit" class="plain" aria-disabled={isBusy}>
            {isBusy ? message.sending : message.sendTest}
          </button>
        </div>
        <p role="status">{said}</p>
      </form>
    </section>
  );
};
