/** True if only programs on this machine can reach this host name. */
export const isLoopback = (host: string): boolean =>
  /^(?:localhost|.+\.localhost|\[?::1\]?|127(?:\.\d{1,3}){3})$/i.test(host);

/** Like `isLoopback`, for the address in links. */
export const isLoopbackUrl = (url: string): boolean => URL.canParse(url) && isLoopback(new URL(url).hostname);
