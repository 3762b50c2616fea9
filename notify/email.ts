import type { Language } from "../domain/message/language.ts";

/** An email as text and as HTML. Both say the same. */
export interface Email {
  subject: string;
  text: string;
  html: string;
}

export interface EmailParts {
  language: Language;
  subject: string;
  /** The first name of the customer; undefined for the office. */
  greeting: string | undefined;
  /** Plain text. An empty line begins a paragraph. */
  body: string;
  button: Link;
  review?: Link;
  facts: readonly (readonly [label: string, value: string])[];
  canReply: boolean;
  business: { name: string; phone: string; postal_address: string | null };
}

interface Link {
  words: string;
  url: string;
}

/** Makes the text first, and the HTML from the same paragraphs. People write text, never HTML. */
export const composeEmail = (parts: EmailParts): Email => {
  const { subject, business } = parts;
  const head = greetingOf(parts);
  const paragraphs = parts.body.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
  const links = [parts.button, ...(parts.review === undefined ? [] : [parts.review])].filter(({ url }) => url !== "");
  const foot = footOf(parts);
  const text = [
    ...head,
    ...paragraphs,
    ...links.map(({ words, url }) => `${words}:\n${url}`),
    ...(parts.facts.length === 0 ? [] : [parts.facts.map(([label, value]) => `${label}: ${value}`).join("\n")]),
    ...foot.closing,
    ["-- ", business.name, ...foot.small].join("\n"),
  ].join("\n\n");
  return { subject: oneLine(subject), text, html: htmlOf(parts, { head, paragraphs, links, foot }) };
};

interface Foot {
  closing: string[];
  small: string[];
}

const greetingOf = ({ greeting, language }: EmailParts): string[] => {
  if (greeting === undefined) return [];
  return [language === "en" ? `Hi ${greeting},` : `Hola ${greeting}:`];
};

const footOf = ({ greeting, language, canReply, business }: EmailParts): Foot => {
  if (greeting === undefined) return { closing: [], small: [] };
  const { name, phone, postal_address: address } = business;
  const where = address === null ? [] : [address];
  const ask = waysToAsk(language, canReply, phone);
  return language === "en"
    ? { closing: [...ask, `Thanks,\n${name}`], small: [...where, "You get this because you booked with us."] }
    : { closing: [...ask, `Gracias,\n${name}`], small: [...where, "Recibe este correo porque reservó con nosotros."] };
};

/** How a customer asks back. Empty if neither an answer nor a call reaches the business. */
const waysToAsk = (language: Language, canReply: boolean, phone: string): string[] => {
  const ways =
    language === "en"
      ? [...(canReply ? ["reply to this email"] : []), ...(phone === "" ? [] : [`call ${phone}`])]
      : [...(canReply ? ["responda a este correo"] : []), ...(phone === "" ? [] : [`llame al ${phone}`])];
  if (ways.length === 0) return [];
  const said = ways.join(language === "en" ? " or " : " o ");
  return [`${language === "en" ? "Questions?" : "¿Preguntas?"} ${said[0]?.toUpperCase() ?? ""}${said.slice(1)}.`];
};

/**
 * Attributes and few inline styles instead of a style sheet, because mail programs differ most in those: mailpit counts at
 * least 95 % as supported everywhere. All colors are set, so a dark scheme shows the same contrast of at least 4.5 to 1.
 */
const htmlOf = (
  { language, subject, facts, business }: EmailParts,
  { head, paragraphs, links, foot }: { head: string[]; paragraphs: string[]; links: Link[]; foot: Foot },
): string => {
  const title = escaped(oneLine(subject));
  const paragraph = (text: string) => `<p>${escaped(text).replaceAll("\n", "<br>")}</p>`;
  const rows = facts.map(
    ([label, value]) =>
      `<tr><th scope="row" align="left" valign="top" width="26%" style="font-weight:normal;color:${gray}">${escaped(label)}</th><td>${escaped(value)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
</head>
<body bgcolor="${desk}" style="margin:0">
<div role="main">
<table role="presentation" width="100%" bgcolor="${desk}" cellspacing="0" cellpadding="14"><tr><td align="center">
<table role="presentation" width="100%" bgcolor="${paper}" cellspacing="0" cellpadding="22" style="max-width:600px;border:1px solid ${line}"><tr><td align="left" style="font:16px/1.5 Arial,sans-serif;color:${ink}">
<p style="margin:0"><b>${escaped(business.name)}</b></p>
<h1 style="font-size:24px;line-height:1.25">${withWholeDays(title)}</h1>
${[...head, ...paragraphs].map(paragraph).join("\n")}
${links.map(buttonOf).join("\n")}
${rows.length === 0 ? "" : `<table width="100%" bgcolor="${desk}" cellspacing="0" cellpadding="9">${rows.join("")}</table>`}
${foot.closing.map(paragraph).join("\n")}
</td></tr></table>
<p style="font:13px/1.5 Arial,sans-serif;color:${gray}">${[business.name, ...foot.small].map(escaped).join("<br>")}</p>
</td></tr></table>
</div>
</body>
</html>
`;
};

/** A link that looks like a button, and its address for a program that shows no links. */
const buttonOf = ({ words, url }: Link): string =>
  `<table role="presentation" cellspacing="0" cellpadding="14"><tr><td bgcolor="${ink}" align="center" style="border-radius:6px"><a href="${escaped(url)}" style="color:${paper};text-decoration:none"><b>&nbsp; ${escaped(words)} &nbsp;</b></a></td></tr></table>
<p style="font-size:13px;color:${gray}">${escaped(url).replace("#", "#<wbr>")}</p>`;

/** A day does not break between its month and its number. */
const withWholeDays = (html: string): string =>
  html.replaceAll(/(?<month>\p{L}{3}) (?<day>\d{1,2})(?!\d)/gu, "$<month>&nbsp;$<day>");

const [desk, paper, line, ink, gray] = ["#f3f1ea", "#fffefb", "#dedbd2", "#17191c", "#5b6067"];

/** A line break in a subject would begin another header. */
const oneLine = (text: string): string => text.replaceAll(/\s+/gu, " ").trim();

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
