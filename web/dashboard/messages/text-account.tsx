import { useState } from "preact/hooks";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/message-settings.ts";
import { SwitchField } from "../settings/switch-field.tsx";
import { AccountButtons } from "./account-buttons.tsx";
import { orNull } from "./email-account.tsx";
import { useAccount, type AccountProps } from "./use-account.ts";

/** The account for texts and its sender. The token is never shown again. */
export const TextAccount = (props: AccountProps) => {
  const { settings } = props.context.messages;
  const { errors, isBusy, save, disconnect, secret } = useAccount("twilio", props);
  const [account, setAccount] = useState(settings.twilio?.account_sid ?? "");
  const [token, setToken] = useState("");
  const [number, setNumber] = useState(settings.twilio?.from ?? "");
  const [service, setService] = useState(settings.twilio?.messaging_service_sid ?? "");
  const [keywords, setKeywords] = useState(settings.keywords_by_provider);
  const submit = () => {
    const twilio =
      account.trim() === ""
        ? null
        : { account_sid: account.trim(), from: orNull(number), messaging_service_sid: orNull(service) };
    void save({ twilio, keywords_by_provider: keywords }, token.trim() === "" ? null : { auth_token: token.trim() });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) submit();
      }}
    >
      <div class="page-pair">
        <Field
          name="twilio.account_sid"
          autocomplete="off"
          label={message.accountSid}
          value={account}
          error={errors["twilio.account_sid"]}
          onInput={({ currentTarget }) => setAccount(currentTarget.value)}
        />
        <Field
          name="auth_token"
          type="password"
          autocomplete="off"
          label={message.authToken}
          hint={secret.set ? message.secretSet(secret.last4) : undefined}
          value={token}
          error={errors["auth_token"]}
          onInput={({ currentTarget }) => setToken(currentTarget.value)}
        />
      </div>
      <div class="page-pair">
        <Field
          name="twilio.from"
          type="tel"
          label={message.number}
          value={number}
          error={errors["twilio.from"]}
          onInput={({ currentTarget }) => setNumber(currentTarget.value)}
        />
        <Field
          name="twilio.messaging_service_sid"
          autocomplete="off"
          label={message.service}
          value={service}
          error={errors["twilio.messaging_service_sid"]}
          onInput={({ currentTarget }) => setService(currentTarget.value)}
        />
      </div>
      <SwitchField name="keywords_by_provider" label={message.keywords} value={keywords} change={setKeywords} />
      <AccountButtons {...{ secret, isBusy, disconnect }} />
    </form>
  );
};
