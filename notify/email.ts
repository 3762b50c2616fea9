import type { Language } from "./default-text.ts";

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
  return language === "en"
    ? {
        closing: [`Questions? ${canReply ? "Reply to this email or call" : "Call"} ${phone}.`, `Thanks,\n${name}`],
        small: [...where, "You get this because you booked with us."],
      }
    : {
        closing: [
          `¿Preguntas? ${canReply ? "Responda a este correo o llame" : "Llame"} al ${phone}.`,
          `Gracias,\n${name}`,
        ],
        small: [...where, "Recibe este correo porque reservó con nosotros."],
      };
};

const htmlOf = (
  { language, subject, facts, business }: EmailParts,
  { head, paragraphs, links, foot }: { head: string[]; paragraphs: string[]; links: Link[]; foot: Foot },
): string => {
  const paragraph = (text: string) => `<p>${escaped(text).replaceAll("\n", "<br>")}</p>`;
  const rows = facts.map(
    ([label, value]) => `<tr><th scope="row">${escaped(label)}</th><td>${escaped(value)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(oneLine(subject))}</title>
<style>${style}</style>
</head>
<body>
<table role="presentation" class="page"><tr><td>
<p class="from">${escaped(business.name)}</p>
<h1>${escaped(oneLine(subject))}</h1>
${[...head, ...paragraphs].map(paragraph).join("\n")}
${links.map(({ words, url }) => `<p><a class="button" href="${escaped(url)}">${escaped(words)}</a></p>\n<p class="small">${escaped(url)}</p>`).join("\n")}
${rows.length === 0 ? "" : `<table class="facts">${rows.join("")}</table>`}
${foot.closing.map(paragraph).join("\n")}
<p class="small">${foot.small.map(escaped).join("<br>")}</p>
</td></tr></table>
</body>
</html>
`;
};

/** Contrast is at least 4.5 to 1 in both schemes. */
const style = [
  "body{margin:0;background:#f6f4ef;color:#17191c;font:16px/1.5 system-ui,-apple-system,Segoe UI,Arial,sans-serif}",
  ".page{width:100%;max-width:600px;margin:0 auto;padding:24px 18px}",
  ".from{margin:0 0 16px;font-weight:700}h1{margin:0 0 16px;font-size:22px;line-height:1.25}p{margin:0 0 16px}",
  ".button{display:inline-block;padding:14px 20px;border-radius:14px;background:#17191c;color:#fffefb;font-weight:650;text-decoration:none}",
  ".small{font-size:13px;color:#5b6067;word-break:break-all}",
  ".facts{width:100%;margin:0 0 16px;border-collapse:collapse}.facts th,.facts td{padding:8px 0;border-top:1px solid #e4e0d7;text-align:left;vertical-align:top;font-weight:400}.facts th{width:32%;color:#5b6067}",
  "@media(prefers-color-scheme:dark){body{background:#14161a;color:#f3f1ec}.button{background:#f3f1ec;color:#17191c}.small,.facts th{color:#b4b8be}.facts th,.facts td{border-color:#31353c}}",
].join("");

/** A line break in a subject would begin another header. */
const oneLine = (text: string): string => text.replaceAll(/\s+/gu, " ").trim();

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
