/** `brand/contact.json`. Another program may have written it, so each field is checked. */
interface Contact {
  name?: unknown;
  phone_text?: unknown;
  phone_link?: unknown;
}

/**
 * Writes the business's name and phone number into the 404 page, so that the page works without scripts. Returns the page
 * unchanged if it has no placeholders or if the contact cannot be read.
 */
export const fillContact = (page: string, contact: Uint8Array): string => {
  let fields: Contact;
  try {
    fields = JSON.parse(new TextDecoder().decode(contact)) as Contact;
  } catch {
    return page; // truncated or foreign: show the page without a contact
  }
  const { name, phone_text: text, phone_link: link } = fields;
  const withName =
    typeof name === "string" ? page.replace('<b id="name"></b>', () => `<b id="name">${escaped(name)}</b>`) : page;
  if (typeof text !== "string" || typeof link !== "string" || !/^tel:[+\d,]+$/.test(link)) return withName;
  return withName.replace('<a id="call" hidden></a>', () => `<a id="call" href="${link}">Call ${escaped(text)}</a>`);
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);
