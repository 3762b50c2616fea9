export interface EmailLine {
  kind: "text" | "button";
  words: string;
}

/** Splits the plain text of an email into paragraphs. Words above an address are its button. */
export const linesOfEmail = (text: string): EmailLine[] =>
  text.split("\n\n").map((paragraph) => {
    const words = /^(.+):\nhttps?:\/\/\S+$/.exec(paragraph)?.[1];
    return words === undefined ? { kind: "text", words: paragraph } : { kind: "button", words };
  });
