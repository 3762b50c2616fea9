import { SegmentedMessage } from "sms-segments-calculator";
import { expect, test } from "vitest";
import { inCheapLetters, sizeOf } from "./text-size.ts";

test.each([
  ["a".repeat(160), { encoding: "GSM-7", segments: 1, characters: 160 }],
  ["a".repeat(161), { encoding: "GSM-7", segments: 2, characters: 161 }],
  ["é ñ ü ¿ ¡ à ö", { encoding: "GSM-7", segments: 1 }],
  ["mañana sí", { encoding: "UCS-2", segments: 1 }],
  [`${"a".repeat(70)}í`, { encoding: "UCS-2", segments: 2 }],
  ["a".repeat(159) + "€", { encoding: "GSM-7", segments: 2 }],
])("%s", (text, size) => {
  expect(sizeOf(text)).toMatchObject(size);
});

test("each letter counts as the library counts it, alone and among others", () => {
  const letters = Array.from({ length: 0x180 }, (_, code) => String.fromCodePoint(code));
  const plain = letters.filter((letter) => /[ -Z_a-zéñüÑ¿¡]/u.test(letter)).join("");
  for (const text of [...letters, plain.repeat(2).slice(0, 160), plain.repeat(2).slice(20, 181)]) {
    const { encodingName, segmentsCount, numberOfCharacters } = new SegmentedMessage(text);
    expect(sizeOf(text)).toEqual({ encoding: encodingName, segments: segmentsCount, characters: numberOfCharacters });
  }
});

test("letters that cost a segment become plain ones", () => {
  expect(inCheapLetters("“Sí” – aquí… mañana, él llegó a las 8:00\u202fp.\u00a0m. ’til")).toBe(
    `"Si" - aqui... mañana, él llego a las 8:00 p. m. 'til`,
  );
  expect(inCheapLetters("Sí, está", { keepAccents: true })).toBe("Sí, está");
  expect(inCheapLetters("日本 😀")).toBe("日本 😀");
});
