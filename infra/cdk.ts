/** The CDK's command, and nothing of its library: where it runs is the caller's. */
export interface Cdk {
  run(args: string[]): Promise<Ran>;
}

export interface Ran {
  code: number;
  /** Both streams, as a person would have read them. */
  output: string;
}

/** The account or the CDK would not. The text says what to do. */
export class InfraRefused extends Error {
  override name = "InfraRefused";
  readonly hint: string | null;
  constructor(message: string, hint: string | null = null) {
    super(message);
    this.hint = hint;
  }
}

/** What a failed run means. The CDK gives one exit code for everything, so its text is all there is to read. */
export const refusalOf = (output: string, stack: string): InfraRefused => {
  const known = words.find(({ when }) => when.test(output));
  if (known !== undefined) return new InfraRefused(known.says, known.hint);
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return new InfraRefused(
    `The CDK could not bring ${stack} up to date: ${lines.slice(-3).join(" ") || "it said nothing."}`,
  );
};

const words: { when: RegExp; says: string; hint: string | null }[] = [
  {
    when: /Unable to resolve AWS account|no credentials|Could not load credentials|CredentialsProviderError/i,
    says: "There are no AWS credentials here.",
    hint: "Sign in, as with aws sso login, and name the profile in AWS_PROFILE; or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
  },
  {
    when: /ExpiredToken|token (?:has|is) expired|session has expired/i,
    says: "The AWS credentials here have expired.",
    hint: "Sign in again, as with aws sso login.",
  },
  {
    when: /InvalidClientTokenId|UnrecognizedClientException|security token included in the request is invalid/i,
    says: "AWS does not know these credentials in that region.",
    hint: "Are they of this account, and is the region switched on in it? Some have to be, under Account settings.",
  },
  {
    when: /InvalidViewerCertificate|certificate.{0,80}us-east-1/is,
    says: "CloudFront does not take the certificate.",
    hint: "It has to be in us-east-1, issued (not pending), and hold all three names of domains in tailboard.config.json.",
  },
  {
    when: /CNAMEAlreadyExists|CNAMEs you provided are already associated/i,
    says: "Another distribution, here or in another account, has one of these domains already.",
    hint: "Take the name away there first.",
  },
  {
    when: /ROLLBACK_COMPLETE state|ROLLBACK_FAILED/i,
    says: "An earlier apply failed and left a stack that cannot be changed.",
    hint: "Look at its events in CloudFormation, delete the stack there (buckets with data stay), then apply again.",
  },
  {
    when: /must be uploaded to S3|bootstrap/i,
    says: "This account has not been bootstrapped for the CDK, which our stacks do not need; the CDK asks for it all the same.",
    hint: "npx cdk bootstrap, once for each region named above, lets it have its way.",
  },
  {
    when: /AccessDenied|is not authorized to perform|UnauthorizedOperation/i,
    says: "These credentials may not do all of it.",
    hint: "Making buckets, roles and distributions needs an administrator's; the line above names the action that was refused.",
  },
  {
    when: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|getaddrinfo/i,
    says: "AWS cannot be reached from here.",
    hint: "Is there a network, and is the region's name right?",
  },
];
