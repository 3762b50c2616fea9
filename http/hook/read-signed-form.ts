import type { Context, MiddlewareHandler } from "hono";
import { DomainError } from "../../domain/domain-error.ts";
import { isSigned } from "../../notify/twilio/signature.ts";
import type { FormFields, HttpEnv } from "../route.ts";
import type { Services } from "../services.ts";

/**
 * The middleware that reads a form and lets it through if the text provider signed it. It reads no job and no
 * conversation before that, so a stranger costs one hash.
 */
export const readSignedForm =
  (services: SignatureServices): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    const fields = readForm(new Uint8Array(await c.req.arrayBuffer()));
    const signature = c.req.header("x-twilio-signature") ?? "";
    if (signature === "" || fields.length > mostFields) throw unsigned();
    const tokens = await services.channels.textTokens();
    const isRight = isSigned({ url: services.urls.site + targetOf(c), fields }, signature, tokens);
    if (tokens.length > 0) await noteSignature(services, isRight);
    if (!isRight) throw unsigned();
    c.set("form", fields);
    await next();
  };

type SignatureServices = Pick<Services, "channels" | "channelHealth" | "urls" | "report">;

/** Counts wrong signatures for the settings page. The count must not stop a call. */
const noteSignature = async ({ channelHealth, report }: SignatureServices, isRight: boolean): Promise<void> => {
  try {
    await channelHealth.noteSignature(isRight);
  } catch (error) {
    report(error);
  }
};

const unsigned = () => new DomainError("signature_invalid", "The signature of this call does not match.");

/** Decodes a form of any bytes. Bytes that are not UTF-8 become other characters, and the signature does not match. */
export const readForm = (bytes: Uint8Array): FormFields => [...new URLSearchParams(new TextDecoder().decode(bytes))];

/** Returns the first value of a field, or null if the form does not have it. */
export const fieldOf = (form: FormFields, name: string): string | null =>
  form.find(([one]) => one === name)?.[1] ?? null;

/** The path and query that the vendor signed. The host is the configured one, never that of the request. */
const targetOf = (c: Context<HttpEnv>): string => {
  const { pathname, search } = new URL(c.req.url);
  return c.env.target ?? pathname + search;
};

/** The provider sends about 30 fields. */
const mostFields = 200;
