/**
 * Registers the service worker that opens the dashboard offline. If the browser has no workers or forbids them (a private
 * window, plain http), the dashboard works while it is online.
 */
export const registerWorker = (scope: string): void => {
  if (!("serviceWorker" in navigator)) return;
  const url = "/sw.js";
  // The page's policy requires a trusted script address; only this policy name may create one.
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  const trusted = types?.createPolicy("worker", { createScriptURL: () => url }).createScriptURL(url) ?? url;
  // The type definitions do not have trusted addresses yet.
  navigator.serviceWorker.register(trusted as string, { scope }).catch(() => undefined);
};

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): unknown };
}
