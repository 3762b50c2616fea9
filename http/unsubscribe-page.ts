import { createHash } from "node:crypto";

const style =
  "body{max-width:28rem;margin:3rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color-scheme:light dark}button{font:inherit;padding:.75rem 1.25rem}";

/** The headers of the page: no script, no other site, and nothing for a search engine. */
export const unsubscribeHeaders: Readonly<Record<string, string>> = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex",
};

/** A small page with a button, or with what the button did. Mail programs open links, so only the button changes anything. */
export const unsubscribePage = (business: string, acceptLanguage: string, isDone: boolean): string => {
  const language = /^\s*es\b/i.test(acceptLanguage) ? "es" : "en";
  const say = words[language];
  const content = isDone
    ? `<h1>${say.done}</h1><p>${say.stillSent}</p>`
    : `<h1>${say.title}</h1><p>${say.stillSent}</p><form method="post"><button>${say.button}</button></form>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${say.title}</title>
<style>${style}</style>
</head>
<body>
<main>
<p><b>${escaped(business)}</b></p>
${content}
</main>
</body>
</html>
`;
};

const words = {
  en: {
    title: "Stop reminders by email",
    button: "Stop reminders",
    done: "You won’t get reminders by email any more.",
    stillSent:
      "That is reminders, review requests and notices about a rental. Receipts, changes and cancellations still come.",
  },
  es: {
    title: "Dejar de recibir recordatorios",
    button: "Dejar de recibir",
    done: "Ya no recibirá recordatorios por correo.",
    stillSent:
      "Eso incluye recordatorios, reseñas y avisos de renta. Los recibos, cambios y cancelaciones se siguen enviando.",
  },
} as const;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
