import { createLambda } from "./lambda/handler.ts";

/** The entry point for AWS Lambda, called for each request and each minute. It runs the same App as `npm start`. */
export const handler = createLambda({
  env: process.env,
  // Not console.log, which adds a prefix: the log filters parse each line as JSON.
  print: (line) => void process.stdout.write(`${JSON.stringify(line)}\n`),
});
