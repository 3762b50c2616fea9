import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { printEdgeCode, type RoutingTable } from "./edge-code.ts";

/**
 * Returns the code that CloudFront and the local edge run. The same table and promotion give the same bytes.
 * @throws Error if the code exceeds CloudFront's size limit, RangeError if the table is invalid.
 */
export const buildEdgeFunction = async (baked: { table: RoutingTable; promotion?: string }): Promise<string> => {
  const code = printEdgeCode({ promotion: baked.promotion ?? null, table: baked.table, logic: await buildEdgeLogic() });
  const size = Buffer.byteLength(code);
  if (size > sizeLimit) throw new Error(`The edge function is ${size} bytes; CloudFront allows ${sizeLimit}`);
  return code;
};

/** CloudFront's size limit for a function, in bytes. */
export const sizeLimit = 10_240;

/**
 * Compiles to the dialect that Debian's njs 0.7.9 parses, which is narrower than CloudFront's runtime 2.0. esbuild
 * lowers `?.` and `??`, and rejects for-of and destructuring.
 */
const buildEdgeLogic = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("function/handler.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    charset: "ascii",
    target: "es5",
    supported: { "const-and-let": true, arrow: true, "template-literal": true },
    minifyWhitespace: true,
    minifySyntax: true,
  });
  const module = outputFiles[0]?.text ?? "";
  // CloudFront looks for a global `handler` and takes no exports.
  const logic = module.replace(/export\{handler\};\n$/, "");
  if (logic === module) throw new Error("The edge function must export `handler` and nothing else");
  return `${logic.replaceAll("hostRequire(", "require(")}\n`;
};
