import { emptyTable, printEdgeCode, type EdgeKind } from "../../edge/edge-code.ts";

/**
 * What a distribution's function says before its first promotion. LIVE code is the pointer to what is live, and
 * CloudFormation writes it again whenever the template's text differs from the last template's: so this text never
 * changes, whatever becomes of the function's real logic, which ships by promotion alone. A test holds its hash. The
 * function's other properties in the template are as fixed, since CloudFormation sends the code along with any of them.
 */
export const bootstrapCode = (kind: EdgeKind): string =>
  printEdgeCode({ promotion: null, table: emptyTable(kind), logic: nothingLive });

const nothingLive = `function handler(event) {
  var request = event.request;
  if (request.uri === "/healthz" || request.uri.indexOf("/api/") === 0) return request;
  return {
    statusCode: 503,
    statusDescription: "Service Unavailable",
    headers: { "content-type": { value: "text/plain; charset=utf-8" }, "cache-control": { value: "no-store" } },
    body: "Nothing is live here yet.\\n",
  };
}
`;
