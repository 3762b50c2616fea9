/** What `brand/contact.json` says; another program may have written it, so only text is taken. */
interface Contact {
  name?: unknown;
  phone_text?: unknown;
  phone_link?: unknown;
}

/**
 * Writes who to call into the function's 404 page, as the script on it does in a browser: so it is there without scripts
 * too. A page without these places, and a contact that cannot be read, leave the page as it is.
 */
export const fillContact = (page: string, contact: Uint8Array): string => {
  let read: Contact;
  try {
    read = JSON.parse(new TextDecoder().decode(contact)) as Contact;
  } catch {
    return page; // cut off, or not ours: the page stands without it
  }
  const { name, phone_text: text, phone_link: link } = read;
  const named =
    typeof name === "string" ? page.replace('<b id="name"></b>', () => `<b id="name">${escaped(name)}</b>`) : page;
  if (typeof text !== "string" || typeof link !== "string" || !/^tel:[+\d,]+$/.test(link)) return named;
  return named.replace('<a id="call" hidden></a>', () => `<a id="call" href="${link}">Call ${escaped(text)}</a>`);
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);
