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
  /** Past that: addresses that try for the first time. The owner on a new phone is one of them; who guesses is soon not. */
  newcomers: { most: 30, spanSeconds: 30 },
  /** Past that: addresses that have tried before, so that a slip of the finger is not the end while nobody else tries. */
  returning: { most: 5, spanSeconds: 30 },
} as const;

/** For how long a device that signed in counts as known for that login. */
export const knownDeviceDays = 180;
/** For how long an address does. Addresses change hands sooner than devices. */
export const knownPlace = { most: 1, spanSeconds: 30 * 86_400 };
