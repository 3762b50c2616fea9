import { openView, revOf } from "../../domain/sealed-view.ts";
import { isToken, tokenSecrets } from "../../domain/token.ts";
import type { PublicClient, TrackedJob } from "../../http/client.ts";
import type { Browser } from "../shared/browser.ts";

/** What one look at the job gave. `silent`: nothing came that could be understood, and nothing is known. */
export type Reading = { kind: "job"; job: TrackedJob } | { kind: "gone" } | { kind: "silent" };

/**
 * Looks at the job: the sealed view first, which needs no server at work, then once the API. Without WebCrypto
 * (plain http on a LAN) only the API. Anything that does not open, or is behind, is like what is not there.
 */
export const createJobReader = (token: string, client: PublicClient, fetcher: typeof fetch, browser: Browser) => {
  const lookup =
    globalThis.crypto?.subtle && isToken(token) ? tokenSecrets(token).then((secrets) => secrets.lookup) : null;
  // Kept over a reload: a cache, or a view not yet published, may be behind what this tab has already shown.
  const kept = `rev ${token}`;
  let seen = Number(browser.read(kept) ?? 0);

  const fromEdge = async (): Promise<Reading | null> => {
    if (lookup === null) return null;
    try {
      // The browser's cache asks with If-None-Match and hands us the kept bytes for a 304.
      const response = await fetcher(`/t/${await lookup}`, {
        cache: "no-cache",
        signal: AbortSignal.timeout(8000),
      });
      const body = new Uint8Array(await response.arrayBuffer());
      if (response.status === 404 || response.status === 403) return null;
      if (!response.ok) return { kind: "silent" };
      const text = await openView(token, body);
      if (text === null) return null;
      if ((revOf(body) ?? 0) < seen) return null;
      return { kind: "job", job: JSON.parse(text) as TrackedJob }; // it opened under this token's key: it is ours
    } catch {
      return { kind: "silent" };
    }
  };

  const fromApi = async (): Promise<Reading> => {
    const answer = await client.getTracking({ token });
    if (answer.ok) return { kind: "job", job: answer.value };
    return { kind: answer.problem?.status === 404 || answer.problem?.status === 401 ? "gone" : "silent" };
  };

  return {
    async read(): Promise<Reading> {
      if (!isToken(token)) return { kind: "gone" };
      return (await fromEdge()) ?? fromApi();
    },
    /** No view older than this is shown again. */
    remember(rev: number) {
      if (rev <= seen) return;
      seen = rev;
      browser.write(kept, rev);
    },
  };
};
