/** Why a store is not taken, as one sentence a person can act on. */
export class S3Refused extends Error {
  override name = "S3Refused";
}
