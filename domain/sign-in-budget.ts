/**
 * How many tries to sign in are taken, per window. A try counts when it begins, so that simultaneous tries cannot pass
 * together; what a person got right is given back.
 */
export const signInBudgets = {
  /** One known device, or one login at an address where it signed in lately. */
  known: { most: 10, spanSeconds: 600 },
  /** One address (IPv6: one /64) that is not known for the login it tries; also one office with many people. */
  address: { most: 30, spanSeconds: 600 },
  /** All strangers together on one login: NIST SP 800-63B allows no more than 100 failed tries on an account. */
  login: { most: 100, spanSeconds: 900 },
} as const;

/** Past the budget of a login, by what an address has done: so that guessers do not use up what the owner needs. */
export const signInReserves = {
  /** Its first try. The owner on a new phone makes one; an address that guesses has soon made its own. */
  newcomer: [
    { name: "burst", most: 25, spanSeconds: 60 },
    { name: "rate", most: 5, spanSeconds: 1 },
  ],
  /** Its first try was refused, and it comes again without having been wrong. */
  waiting: [{ name: "rate", most: 10, spanSeconds: 1 }],
  /** It was wrong before: a slip of the finger is not the end once the guessing stops. */
  returning: [{ name: "rate", most: 5, spanSeconds: 30 }],
} as const;

/** Whether an address has made its first try on a login. */
export const firstTry = { most: 1, spanSeconds: 600 };

/** For how long a device that signed in counts as known for that login. */
export const knownDeviceDays = 180;
/** For how long an address does. Addresses change hands sooner than devices. */
export const knownPlace = { most: 1, spanSeconds: 30 * 86_400 };
