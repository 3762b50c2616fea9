/** `/t/<lookup>`: 16 bytes in base64url, whose last character holds 2 bits. */
export const lookupPath = /^\/t\/[A-Za-z0-9_-]{21}[AQgw]$/;
