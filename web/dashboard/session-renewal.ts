/**
 * Keeps work when a session ends. Refused calls wait while the person signs in again on the same page; then they are
 * repeated.
 */
export interface SessionRenewal {
  fetcher: typeof fetch;
  /** Sets the callback that opens the sign-in. It is called once until `renewed`. */
  watch: (expired: () => void) => void;
  /** Repeats the waiting calls. A call that is refused again fails. */
  renewed: () => void;
}

export const createSessionRenewal = (fetcher: typeof fetch): SessionRenewal => {
  let tell: (() => void) | null = null;
  let renewals = 0;
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
      const before = renewals;
      const response = await fetcher(input, init);
      if (response.status !== 401 || tell === null || isSession(input)) return response;
      // A refusal that arrives late is of the session before the sign-in, so the person is not asked again.
      if (renewals === before) await signIn();
      // The time limit of the first try has passed.
      const { signal: _spent, ...again } = init ?? {};
      return await fetcher(input, again);
    },
    watch: (expired) => {
      tell = expired;
    },
    renewed: () => {
      renewals += 1;
      waiting?.go();
      waiting = null;
    },
  };
};

/** A refused sign-in is an answer to the sign-in form, not an ended session. */
const isSession = (input: Parameters<typeof fetch>[0]): boolean =>
  typeof input === "string" && /\/api\/v1\/(session|setup)$/.test(input);
