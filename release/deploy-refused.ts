/** The request was refused and changed nothing, or it failed and the text says what is live. For a person. */
export class DeployRefused extends Error {
  override name = "DeployRefused";
  readonly hint: string | null;
  constructor(message: string, hint: string | null = null, cause?: unknown) {
    super(message, { cause });
    this.hint = hint;
  }
}
