import type { EdgeResponse } from "../event.ts";

/**
 * Returns the 404 page. A CloudFront function cannot read objects, so a script on the page fetches the business's phone
 * number. The local edge writes the number into the page before it responds (`local/fill-contact.ts`).
 */
export const notFound = (site: boolean): EdgeResponse => ({
  statusCode: 404,
  headers: { "content-type": { value: "text/html; charset=utf-8" }, "cache-control": { value: "no-store" } },
  body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Page not found</title><style>${style}</style>${site ? head : ""}<main>${picture}<h1>There’s nothing at this address</h1>${site ? forCustomers : forStaff}</main></html>`,
});

const head = '<header><b id="name"></b>&nbsp;</header>';
const forCustomers = `<p>It may be cut short, or too old. Open the newest text or email from us and tap the link there.</p><a id="call" hidden></a><a href="/book/">Book a job</a><script>fetch("/brand/contact.json").then(function(r){return r.json()}).then(function(c){var d=document,a=d.getElementById("call");d.getElementById("name").textContent=c.name;if(c.phone){a.href=c.phone_link;a.textContent="Call "+c.phone_text;a.hidden=0}}).catch(function(){})</script>`;
const forStaff = '<p>Check the address, or start again.</p><a href="/">Open the board</a>';

const picture =
  '<svg viewBox="0 0 250 110" fill="none" stroke="currentColor" stroke-width="2.5" aria-hidden="true"><path d="M10 92h230"/><path stroke-dasharray="7 6" d="M58 20h132l-9 56H58zm0 56H30v14"/><circle cx="112" cy="84" r="13" stroke-dasharray="5 5"/><circle cx="142" cy="84" r="13" stroke-dasharray="5 5"/><path d="m196 90 8-42h12l8 42zm-6 1h40" fill="#ff7a1a" stroke="none"/></svg>';

const style =
  "html{color-scheme:light dark;font:1rem/1.45 system-ui,sans-serif;color:light-dark(#17191c,#f3f1ec);background:light-dark(#f6f4ef,#14161a)}body{margin:0;text-align:center}header,a{background:light-dark(#fffefb,#1e2126)}header{padding:1rem}main{max-width:27rem;margin:0 auto;padding:2rem 1rem}svg{width:15rem;color:#82858b}h1{margin:.5rem 0 0;line-height:1.12;letter-spacing:-.03em}a{display:block;margin-top:.5rem;padding:.9rem;border:1px solid #82858b;border-radius:.9rem;color:inherit;text-decoration:none}a[hidden]{display:none}#call{border:0;background:#ff7a1a;color:#17191c;font-weight:650}";
