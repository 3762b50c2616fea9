/**
 * A session may end while somebody works. Calls that were refused for it wait, the person signs in again in place, and
 * the calls are made once more: what was typed and what was pressed is not lost.
 */
export interface SessionRenewal {
  fetcher: typeof fetch;
  /** Told when somebody has to sign in again; once until `renewed`. */
  watch: (expired: () => void) => void;
  /** Somebody did, or nobody will: what waits goes on, and meets the refusal itself where it must. */
  renewed: () => void;
}

export const createSessionRenewal = (fetcher: typeof fetch): SessionRenewal => {
  let tell: (() => void) | null = null;
  let waiting: { until: Promise<void>; go: () => void } | null = null;
  const signIn = (): Promise<void> => {
    if (waiting === null) {
      let go = () => {};
      const until = new Promise<void>((resolve) => {
        go = resolve;
      });
      waiting = { until, go };
      tell?.();
    }
    return waiting.until;
  };
  return {
    fetcher: async (input, init) => {
      const response = await fetcher(input, init);
      if (response.status !== 401 || tell === null || isSession(input)) return response;
      await signIn();
      // The time that the first try was given has long passed.
      const { signal: _spent, ...again } = init ?? {};
      return await fetcher(input, again);
    },
    watch: (expired) => {
      tell = expired;
    },
    renewed: () => {
      waiting?.go();
      waiting = null;
    },
  };
};

/** A refusal to sign in is an answer to whoever is signing in. */
const isSession = (input: Parameters<typeof fetch>[0]): boolean =>
  typeof input === "string" && /\/api\/v1\/(session|setup)$/.test(input);
