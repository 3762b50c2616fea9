/** The shortest password. The server checks the other rules. */
export const leastCharacters = 12;

/**
 * A password that can be read out over the phone: five groups of two consonant-vowel pairs, as in
 * `tabo-kiru-mosa-luna-dopi`: 60 random bits.
 */
export const makePassword = (random: Pick<Crypto, "getRandomValues">): string => {
  const bytes = random.getRandomValues(new Uint8Array(groups * 4));
  const letter = (alphabet: string, index: number) => alphabet.charAt((bytes[index] ?? 0) % alphabet.length);
  return Array.from({ length: groups }, (_, group) =>
    [0, 2].map((at) => letter(consonants, group * 4 + at) + letter(vowels, group * 4 + at + 1)).join(""),
  ).join("-");
};

const groups = 5;
/** 16 and 4 letters, so that each is equally likely for a random byte. None sounds or looks like another. */
const consonants = "bdfghjklmnprstvz";
const vowels = "aiou";
