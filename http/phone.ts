import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/min";
import { invalid } from "../domain/refusal.ts";
import type { Settings } from "../domain/settings.ts";

/** E.164 from what a person typed; a number without a country code is the business's own country's. */
export const readPhone = (typed: string, settings: Settings): string => {
  const region = new Intl.Locale(settings.business.locale).region ?? "US";
  // An unknown region only means that national numbers are not understood.
  const number = parsePhoneNumberFromString(typed, region as CountryCode);
  if (number?.isPossible() === true) return number.number;
  throw invalid({ field: "/customer/phone", code: "phone", message: "That phone number does not look right." });
};
