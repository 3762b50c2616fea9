import { createHash } from "node:crypto";
import { base64url } from "../domain/random.ts";
import { previewCookie } from "./function/preview-gate.ts";

/** Returns the hash that staging's function compares with. People who may read the function do not learn the secret. */
export const previewHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** Encodes 32 random bytes from the preview store for a link and a cookie. */
export const previewSecret = (bytes: Uint8Array): string => base64url(bytes.slice(0, 32));

/** Returns the link to a closed staging. The secret is in the fragment, which browsers do not send. */
export const previewLink = (staging: string, secret: string): string => `${staging}/#preview=${secret}`;

export const previewCookies = (secret: string) => ({ [previewCookie]: { value: secret } });
export const previewHeader = (secret: string): Record<string, string> => ({ cookie: `${previewCookie}=${secret}` });
