/** The business to call. The server publishes it as a file beside the pages, so it is there while the API is down. */
export interface Contact {
  name: string;
  phone: string | null;
}

/** Returns null if the file is missing or not readable. */
export const readContact = async (fetcher: typeof fetch): Promise<Contact | null> => {
  try {
    const response = await fetcher("/brand/contact.json", { signal: AbortSignal.timeout(8000) });
    return response.ok ? ((await response.json()) as Contact) : null;
  } catch {
    return null; // no network, or not JSON
  }
};
