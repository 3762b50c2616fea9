import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/min";
import { cleanPhone } from "../domain/phone.ts";
import { invalid } from "../domain/domain-error.ts";
import type { Settings } from "../domain/settings.ts";

/**
 * Parses a phone number into E.164, with `;ext=` for an extension. A number without a country code is one of the
 * business's country. The small metadata knows how numbers of each country begin, so it refuses foreign ones; it has no
 * area codes, so it accepts new ones.
 */
export const readPhone = (typed: string, settings: Settings, field = "/customer/phone"): string => {
  const defaultCountry = (new Intl.Locale(settings.business.locale).region ?? "US") as CountryCode; // unknown ones only mean that national numbers are not understood
  const number = parsePhoneNumberFromString(cleanPhone(typed), { defaultCountry, extract: false });
  if (number?.isValid() === true)
    return number.ext === undefined ? number.number : `${number.number};ext=${number.ext}`;
  throw invalid({
    field,
    code: "phone",
    message: "This is not a phone number of this country. Begin a foreign number with + and its country code.",
  });
};
