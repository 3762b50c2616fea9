/**
 * Text as search compares it, so that people find a name however it is written: "Müller" is "muller", "O’Brien" is
 * "obrien", "Łódź" is "lodz", "Weiß" is "weiss", "Smith–Jones" is "smith jones".
 */
export const fold = (text: string): string =>
  text
    .replaceAll(/['’‘‛ʼʹʻ`´′＇]/g, "")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[ßæœøłđðþıħŋ]/g, (letter) => plainLetters[letter] ?? letter)
    .replaceAll(/[\p{Pd}−\s]+/gu, " ")
    .trim();

/** Letters that Unicode does not take apart into a plain one and a mark. */
const plainLetters: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ħ: "h",
  ŋ: "n",
};
