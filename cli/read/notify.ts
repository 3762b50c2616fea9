/** The option of commands whose change can cause a message to the customer. Commander sets `notify` to false for it. */
export const noNotify = ["--no-notify", "send the customer no message"] as const;

export interface NotifyOption {
  notify?: boolean;
}

/** Returns the part of a request that says whether the customer gets a message. */
export const readNotify = ({ notify }: NotifyOption): { notify?: false } => (notify === false ? { notify: false } : {});
