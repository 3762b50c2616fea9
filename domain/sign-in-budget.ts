/**
 * How many sign-in attempts are allowed in each period. An attempt counts when it starts, so simultaneous attempts
 * cannot exceed the budget together. A successful sign-in gives its attempt back.
 */
export const signInBudgets = {
  /** A known device, or a login at an address where it signed in recently. */
  known: { most: 10, spanSeconds: 600 },
  /** An address (IPv6: a /64) that is unknown for the login, such as an office with many people. */
  address: { most: 30, spanSeconds: 600 },
  /**
   * All unknown addresses together, for one login: NIST SP 800-63B allows at most 100 failed attempts on an account.
   */
  login: { most: 100, spanSeconds: 900 },
} as const;

/**
 * After a login's budget is used up, the next attempt depends on what the address did before, so that guessers cannot
 * lock the owner out.
 */
export const signInReserves = {
  /** The first attempt of an address. The owner on a new phone makes one; a guesser has soon used its own. */
  newcomer: [
    { name: "burst", most: 25, spanSeconds: 60 },
    { name: "rate", most: 5, spanSeconds: 1 },
  ],
  /** The first attempt was refused without a check of the password, and the address tries again. */
  waiting: [{ name: "rate", most: 10, spanSeconds: 1 }],
  /** The password was wrong before. A person who mistyped it can sign in again once the guessing stops. */
  returning: [{ name: "rate", most: 5, spanSeconds: 30 }],
} as const;

/** What is known about an address and a login. */
export const firstTry = { most: 1, spanSeconds: 600 };

/** How long a device stays known for a login after a sign-in. */
export const knownDeviceDays = 180;
/** How long an address stays known. It is shorter, because addresses change owners sooner than devices. */
export const knownPlace = { most: 1, spanSeconds: 30 * 86_400 };
