import { readConfig } from "./config.ts";
import { openTailboard } from "./open-tailboard.ts";

/** What the API of these sources promises: its OpenAPI document, every call of every origin. The same sources, the same bytes. */
export const readContract = async (): Promise<Uint8Array> => {
  const tailboard = await openTailboard(readConfig({ TAILBOARD_STORE: "memory:" }), {
    urls: { site: "http://localhost", dashboard: "http://localhost" },
    onFault: (error) => {
      throw error;
    },
  });
  const app = tailboard.app(["site", "dashboard"], () => undefined);
  const answer = await app.fetch(new Request("http://localhost/api/v1/openapi.json"), { clientAddress: "127.0.0.1" });
  if (!answer.ok) throw new Error(`The API does not describe itself: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
};
