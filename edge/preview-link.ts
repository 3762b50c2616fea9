import { createHash } from "node:crypto";
import { base64url } from "../domain/random.ts";
import { previewCookie } from "./function/preview-gate.ts";

/** What staging's function compares with: safe to be read by whoever may read the function. */
export const previewHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** 32 bytes of the preview store, as they stand in a link and a cookie. */
export const previewSecret = (bytes: Uint8Array): string => base64url(bytes.slice(0, 32));

/** For who may look: the secret is in the fragment, which is sent to no server. */
export const previewLink = (staging: string, secret: string): string => `${staging}/#preview=${secret}`;

export const previewCookies = (secret: string) => ({ [previewCookie]: { value: secret } });
export const previewHeader = (secret: string): Record<string, string> => ({ cookie: `${previewCookie}=${secret}` });
