/**
 * Folds text for search, so that spelling variants of a name match: "Müller" becomes "muller", "O’Brien" "obrien",
 * "Łódź" "lodz", "Weiß" "weiss" and "Smith–Jones" "smith jones".
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

/** Letters that Unicode does not decompose into a plain letter and a mark. */
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
