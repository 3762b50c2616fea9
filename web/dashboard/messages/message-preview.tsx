import * as message from "#message/message-settings.ts";
import { linesOfEmail } from "./email-lines.ts";
import type { Language } from "./messages-api.ts";
import type { Previews } from "./use-previews.ts";

interface Props {
  language: Language;
  previews: Previews;
  sender: string;
}

/** The text as a bubble on a phone, and the email below. */
export const MessagePreview = ({ language, previews, sender }: Props) => {
  const [text, email] = [previews[`text.${language}`], previews[`email.${language}`]];
  return (
    <div lang={language}>
      <p class="quiet small">{message.languages[language]}</p>
      {text !== undefined && (
        <div class="msg-phone">
          <p class="msg-phone-name">{sender}</p>
          <p class="msg-bubble" data-preview={`text.${language}`}>
            <bdi>{text.text}</bdi>
          </p>
        </div>
      )}
      {email === undefined ? (
        text === undefined && <p class="quiet small">{message.noPreview}</p>
      ) : (
        <div class="msg-email" data-preview={`email.${language}`}>
          <header>
            <span class="quiet">{message.from[language]}</span> {sender}
            <b>{email.subject}</b>
          </header>
          {linesOfEmail(email.text).map((line, at) =>
            line.kind === "button" ? (
              <p key={at}>
                <span class="msg-button">{line.words}</span>
              </p>
            ) : (
              <p key={at}>{line.words}</p>
            ),
          )}
        </div>
      )}
    </div>
  );
};
