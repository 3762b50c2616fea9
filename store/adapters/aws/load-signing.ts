/** The parts of the AWS SDK that a store needs: the signer, the credentials chain and the shared configuration. */
export type Signing = Awaited<ReturnType<typeof loadSigning>>;

/** Loads the parts on demand, because they are not installed for a store in a folder. Rejects with `SigningMissing`. */
export const loadSigning = async () => {
  try {
    const [{ SignatureV4 }, { defaultProvider }, { loadConfig }, { Sha256 }] = await Promise.all([
      import("@smithy/signature-v4"),
      import("@aws-sdk/credential-provider-node"),
      import("@smithy/core/config"),
      import("@smithy/core/checksum"),
    ]);
    return { SignatureV4, defaultProvider, loadConfig, Sha256 };
  } catch (cause) {
    throw new SigningMissing({ cause });
  }
};

class SigningMissing extends Error {
  override name = "SigningMissing";
  constructor(options: ErrorOptions) {
    super(
      "A bucket or table needs parts of the AWS SDK, which are not installed. Start Tailboard with npm start, which installs them.",
      options,
    );
  }
}
