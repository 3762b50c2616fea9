import { readConfig } from "./config.ts";
import { openTailboard } from "./open-tailboard.ts";

/** The OpenAPI document of these sources, with every call of every origin. The same sources give the same bytes. */
export const readContract = async (): Promise<Uint8Array> => {
  const tailboard = await openTailboard(readConfig({ TAILBOARD_STORE: "memory:" }), {
    urls: { site: "http://localhost", dashboard: "http://localhost" },
    onFault: (error) => {
      throw error;
    },
  });
  const app = tailboard.app(["site", "dashboard"], () => undefined);
  const answer = await app.fetch(new Request("http://localhost/api/v1/openapi.json"), { clientAddress: "127.0.0.1" });
  if (!answer.ok) throw new Error(`The OpenAPI document cannot be read: status ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
};
