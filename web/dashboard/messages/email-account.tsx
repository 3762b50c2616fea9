import { useState } from "preact/hooks";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/message-settings.ts";
import { AccountButtons } from "./account-buttons.tsx";
import { useAccount, type AccountProps } from "./use-account.ts";

/** The mail server, and whom emails are from. The server's address has the password, so it is never shown again. */
export const EmailAccount = (props: AccountProps) => {
  const { settings } = props.context.messages;
  const { errors, isBusy, save, disconnect, secret } = useAccount("smtp", props);
  const [url, setUrl] = useState("");
  const [name, setName] = useState(settings.from_name ?? "");
  const [address, setAddress] = useState(settings.from_address ?? "");
  const [replyTo, setReplyTo] = useState(settings.reply_to ?? "");
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isBusy) return;
        const change = { from_name: orNull(name), from_address: orNull(address), reply_to: orNull(replyTo) };
        void save(change, url.trim() === "" ? null : { url: url.trim() });
      }}
    >
      <Field
        name="url"
        type="password"
        autocomplete="off"
        label={message.smtpUrl}
        hint={secret.set ? message.secretSet(secret.last4) : message.smtpUrlHint}
        placeholder={message.smtpUrlHint}
        value={url}
        error={errors["url"]}
        onInput={({ currentTarget }) => setUrl(currentTarget.value)}
      />
      <div class="page-pair">
        <Field
          name="from_address"
          type="email"
          label={message.fromAddress}
          value={address}
          error={errors["from_address"]}
          onInput={({ currentTarget }) => setAddress(currentTarget.value)}
        />
        <Field
          name="from_name"
          label={message.fromName}
          hint={message.fromNameHint}
          maxLength={80}
          value={name}
          error={errors["from_name"]}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
      </div>
      <Field
        name="reply_to"
        type="email"
        label={message.replyTo}
        hint={message.replyToHint}
        value={replyTo}
        error={errors["reply_to"]}
        onInput={({ currentTarget }) => setReplyTo(currentTarget.value)}
      />
      <AccountButtons {...{ secret, isBusy, disconnect }} />
    </form>
  );
};

export const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());
