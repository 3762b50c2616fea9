import { openView, revOf } from "../../domain/sealed-view.ts";
import { isToken, tokenSecrets } from "../../domain/token.ts";
import type { TrackedJob } from "../../http/client.ts";
import type { Browser } from "../shared/browser.ts";
import type { ReadClient } from "./read-client.ts";

/** The result of one read. `unreachable`: no usable answer, so the state of the job is unknown. */
export type Reading = { kind: "job"; job: TrackedJob } | { kind: "gone" } | { kind: "unreachable" };

/**
 * Reads the job: first the encrypted view, which needs no running server, then once the API. Without WebCrypto (plain
 * http on a LAN) it reads only the API. A view that does not decrypt, or is older than one already shown, counts as
 * missing.
 */
export const createJobReader = (token: string, client: ReadClient, fetcher: typeof fetch, browser: Browser) => {
  const lookup =
    globalThis.crypto?.subtle && isToken(token) ? tokenSecrets(token).then((secrets) => secrets.lookup) : null;
  // Stored in the tab, because after a reload a cache or an unpublished view may be older than what this tab has shown.
  const kept = `rev ${token}`;
  let newest = Number(browser.read(kept) ?? 0);

  const fromEdge = async (): Promise<Reading | null> => {
    if (lookup === null) return null;
    try {
      // The browser's cache sends If-None-Match, and returns its own bytes for a 304.
      const response = await fetcher(`/t/${await lookup}`, {
        cache: "no-cache",
        signal: AbortSignal.timeout(8000),
      });
      const body = new Uint8Array(await response.arrayBuffer());
      if (response.status === 404 || response.status === 403) return null;
      if (!response.ok) return { kind: "unreachable" };
      const text = await openView(token, body);
      if (text === null) return null;
      if ((revOf(body) ?? 0) < newest) return null;
      return { kind: "job", job: JSON.parse(text) as TrackedJob }; // it decrypted with this token's key, so our server wrote it
    } catch {
      return { kind: "unreachable" };
    }
  };

  const fromApi = async (): Promise<Reading> => {
    const answer = await client.getTracking(token);
    if (answer.ok) return { kind: "job", job: answer.value };
    return { kind: answer.status === 404 || answer.status === 401 ? "gone" : "unreachable" };
  };

  return {
    async read(): Promise<Reading> {
      if (!isToken(token)) return { kind: "gone" };
      return (await fromEdge()) ?? fromApi();
    },
    /** Never show a view with a lower revision again. */
    remember(rev: number) {
      if (rev <= newest) return;
      newest = rev;
      browser.write(kept, rev);
    },
  };
};
