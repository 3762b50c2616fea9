/** Countries whose postal codes are digits alone. */
const digitsAlone = "AT AU BE CH DE DK ES FI FR IT MX NO NZ US ZA";

/** The keyboard that a phone shows for a postal code: digits if the codes of the business's country are digits only. */
export const postalInputMode = (locale: string | undefined): "numeric" | "text" => {
  const region = /-([A-Z]{2})\b/.exec(locale ?? "")?.[1] ?? "";
  return region !== "" && digitsAlone.includes(region) ? "numeric" : "text";
};
