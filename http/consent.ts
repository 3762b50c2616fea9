import { createHash } from "node:crypto";
import type { TextConsent } from "../domain/message/contact-choice.ts";
import type { Customer } from "../domain/job.ts";
import { base64url } from "../domain/random.ts";
import type { Settings } from "../domain/settings.ts";
import type { Services } from "./services.ts";

/** The words under which a customer agrees to texts, and a version that changes with them. */
export interface ConsentWords {
  version: string;
  text: string;
  text_es: string;
}

/** Returns the words that the booking page shows where a customer chooses texts. Carriers require all of them. */
export const consentWords = ({ business: { name } }: Pick<Settings, "business">): ConsentWords => {
  const text = `By choosing texts you agree to get texts about your job from ${name}. Message and data rates may apply. Reply STOP to opt out, HELP for help.`;
  const text_es = `Al elegir mensajes de texto, acepta recibir mensajes sobre su trabajo de ${name}. Pueden aplicarse tarifas de mensajes y datos. Responda STOP para dejar de recibirlos, HELP para obtener ayuda.`;
  const hash = createHash("sha256").update(`${text}\n${text_es}`).digest();
  return { version: base64url(hash.subarray(0, 16)), text, text_es };
};

/** Returns the version of the words that a customer saw: those of the kept catalog, else those of today. */
export const wordingSeen = async (
  { catalogs, report }: Pick<Services, "catalogs" | "report">,
  seen: string | undefined,
  settings: Settings,
): Promise<string> => {
  // A catalog that cannot be read must not cost a booking.
  const kept = seen === undefined ? null : await catalogs.read(seen).catch((error: unknown) => (report(error), null));
  const consent: unknown = kept !== null && "consent" in kept ? kept.consent : null;
  const version: unknown = typeof consent === "object" && consent !== null && "version" in consent && consent.version;
  return typeof version === "string" ? version : consentWords(settings).version;
};

/** Returns the customer with the yes to texts that a form carries. Without it, the customer is as before. */
export const withConsent = (
  customer: Omit<Customer, "text_consent">,
  agrees: boolean | undefined,
  consent: TextConsent,
): Customer => (agrees === true ? { ...customer, text_consent: consent } : customer);
