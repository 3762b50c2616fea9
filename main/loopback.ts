/** Whether only programs on this machine reach a host of that name. */
export const isLoopback = (host: string): boolean =>
  /^(?:localhost|.+\.localhost|\[?::1\]?|127(?:\.\d{1,3}){3})$/i.test(host);

/** As `isLoopback`, of the origin that links lead to. */
export const isLoopbackUrl = (url: string): boolean => URL.canParse(url) && isLoopback(new URL(url).hostname);
