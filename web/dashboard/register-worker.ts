/**
 * Lets this phone open the dashboard without a connection. Where the browser has no workers, or forbids them (a private
 * window, plain http on a network), everything works as long as there is one.
 */
export const registerWorker = (scope: string): void => {
  if (!("serviceWorker" in navigator)) return;
  const url = "/sw.js";
  // The page's policy takes no text for a script's address; this name may make one, and makes this one.
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  const trusted = types?.createPolicy("worker", { createScriptURL: () => url }).createScriptURL(url) ?? url;
  // The types know no trusted address yet.
  navigator.serviceWorker.register(trusted as string, { scope }).catch(() => undefined);
};

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): unknown };
}
