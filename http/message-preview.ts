import { DomainError } from "../domain/domain-error.ts";
import { phoneText } from "../domain/phone.ts";
import type { OwnWords } from "../domain/message/message-settings.ts";
import type { Preview } from "../notify/preview.ts";
import type { TemplateName } from "./message-template.ts";
import type { Services } from "./services.ts";

/** Composes a message with invented values. `given` are words that are not saved. Throws `not_found` for a reply. */
export const composePreview = async (
  { settings, messageSettings, urls }: Pick<Services, "settings" | "messageSettings" | "urls">,
  name: TemplateName,
  given: OwnWords,
): Promise<Preview> => {
  // Imported on demand, with the template language, because few calls need it.
  const [{ previewMessage }, { businessValues, sampleFacts }, { business }, messages] = await Promise.all([
    import("../notify/preview.ts"),
    import("../notify/business-values.ts"),
    settings.read(),
    messageSettings.read(),
  ]);
  const { event, language } = name;
  const own = messages.templates[event]?.[language] ?? {};
  const phone = business.phone === null ? null : phoneText(business.phone);
  const values = businessValues(language, { name: business.name, phone, ...urls, reviewLink: messages.review_link });
  const shown = previewMessage({
    ...name,
    own: { ...own, ...given, email: { ...own.email, ...given.email } },
    values,
    facts: sampleFacts(language),
    business: { name: business.name, phone: values.phone, postal_address: messages.postal_address },
    canReply: messages.reply_to !== null,
    keepAccents: messages.keep_accents,
    shortName: messages.short_name,
  });
  if (shown === null) throw new DomainError("not_found", "A reply is sent as the person writes it.");
  return shown;
};
