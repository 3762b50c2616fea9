import { request } from "node:http";
import { readConfig } from "../main/config.ts";
import { serve } from "../main/serve.ts";

export interface WeightRow {
  page: string;
  encoding: string;
  header_bytes: number;
  body_bytes: number;
  total_bytes: number;
  of_14_kb: string;
}

const flight = 14 * 1024;

/** Measures the bytes of each customer page at first load, including headers. They must fit into one TCP flight of 14 KB. */
export const measureWeight = async (): Promise<WeightRow[]> => {
  const served = await serve(readConfig({ PORT: "0", TAILBOARD_STORE: "memory:" }), {
    log: () => undefined,
    onFault: (error) => {
      throw error;
    },
  });
  try {
    const rows: WeightRow[] = [];
    for (const page of ["book", "track"]) {
      for (const encoding of ["br", "gzip"]) {
        const { head, body } = await weigh(`${served.site}/${page}/`, encoding);
        rows.push({
          page: `/${page}/`,
          encoding,
          header_bytes: head,
          body_bytes: body,
          total_bytes: head + body,
          of_14_kb: `${Math.round(((head + body) / flight) * 100)} %`,
        });
      }
    }
    return rows;
  } finally {
    await served.close();
  }
};

/** The size of one response on the wire in bytes. */
export const weigh = (url: string, encoding: string): Promise<{ head: number; body: number }> =>
  new Promise((resolve, reject) => {
    request(url, { headers: { "accept-encoding": encoding } }, (response) => {
      let body = 0;
      response.on("data", (chunk: Buffer) => (body += chunk.length));
      response.on("end", () => {
        // The status line, each header line, and the empty line.
        const head = response.rawHeaders.reduce((sum, text) => sum + Buffer.byteLength(text) + 2, 0);
        resolve({ head: head + "HTTP/1.1 200 OK\r\n\r\n".length, body });
      });
    })
      .on("error", reject)
      .end();
  });
