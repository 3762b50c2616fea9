import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { DomainError } from "../../domain/domain-error.ts";
import type { HttpEnv } from "../route.ts";
import { absoluteMs } from "./sessions.ts";

/** Reads the secret in the session cookie. */
export const readSessionCookie = (c: Context<HttpEnv>, dashboardUrl: string): string | undefined =>
  getCookie(c, cookieName(dashboardUrl, "session"));

export const writeSessionCookie = (c: Context<HttpEnv>, dashboardUrl: string, secret: string): void =>
  setCookie(c, cookieName(dashboardUrl, "session"), secret, {
    ...cookieAttributes(dashboardUrl),
    maxAge: absoluteMs / 1000,
  });

export const dropSessionCookie = (c: Context<HttpEnv>, dashboardUrl: string): void => {
  deleteCookie(c, cookieName(dashboardUrl, "session"), cookieAttributes(dashboardUrl));
};

/** Throws unless the Origin matches exactly. SameSite and cookies ignore ports and sibling subdomains. */
export const assertSameOrigin = (c: Context<HttpEnv>, dashboardUrl: string): void => {
  const site = c.req.header("sec-fetch-site");
  if (c.req.header("origin") === new URL(dashboardUrl).origin && (site === undefined || site === "same-origin")) return;
  throw new DomainError(
    "cross_origin",
    "This request did not come from the dashboard. Open the dashboard and try again there.",
  );
};

/** Throws if a password would cross a network unencrypted, unless the owner allowed it at the start. */
export const assertPrivateLine = (
  c: Context<HttpEnv>,
  { urls, plainHttp }: { urls: { dashboard: string }; plainHttp: boolean },
): void => {
  const { clientAddress: from } = c.env;
  if (plainHttp || isSecure(urls.dashboard) || from === "::1" || from.startsWith("127.")) return;
  throw new DomainError(
    "sign_in_failed",
    "Passwords would cross this network unencrypted. Use https, or start Tailboard with --allow-plain-http.",
  );
};

const isSecure = (dashboardUrl: string): boolean => dashboardUrl.startsWith("https:");

/**
 * The cookie's name. It contains the port, because cookies ignore ports and several Tailboards may run on one machine.
 * On https it begins with `__Host-`, so that no sibling domain can set it.
 */
export const cookieName = (dashboardUrl: string, what: "session" | "device"): string => {
  if (isSecure(dashboardUrl)) return `__Host-tailboard_${what}`;
  const { port } = new URL(dashboardUrl);
  return `tailboard_${what}_${port === "" ? "80" : port}`;
};

export const cookieAttributes = (dashboardUrl: string) =>
  ({ httpOnly: true, sameSite: "Strict", path: "/", secure: isSecure(dashboardUrl) }) as const;
