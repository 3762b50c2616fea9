/** A fetch that remembers for how many seconds the last answer asked to be left alone; 0 where it did not. */
export const rememberRetryAfter = (fetcher: typeof fetch): { fetcher: typeof fetch; retryAfter: () => number } => {
  let seconds = 0;
  return {
    fetcher: async (...request) => {
      const response = await fetcher(...request);
      seconds = Number(response.headers.get("retry-after") ?? 0) || 0;
      return response;
    },
    retryAfter: () => seconds,
  };
};
