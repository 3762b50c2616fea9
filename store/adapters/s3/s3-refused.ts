/** A bucket that Tailboard does not use. The message says why and what to do, in one sentence or two. */
export class S3Refused extends Error {
  override name = "S3Refused";
}
