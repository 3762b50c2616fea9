import { createLambda } from "./lambda/handler.ts";

/** What AWS Lambda calls, for each request and each minute: the same App that `npm start` serves. */
export const handler = createLambda({
  env: process.env,
  // Not console.log, which would put words of its own before each line: filters read these lines as JSON.
  print: (line) => void process.stdout.write(`${JSON.stringify(line)}\n`),
});
