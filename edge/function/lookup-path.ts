/** Matches `/t/<lookup>`. A lookup is 16 bytes in base64url, so its last character holds 2 bits. */
export const lookupPath = /^\/t\/[A-Za-z0-9_-]{21}[AQgw]$/;
