import { useState } from "preact/hooks";
import type { BodyInput, Problem } from "../../../http/client.ts";
import * as message from "#message/message-settings.ts";
import { fieldErrors, problemText } from "../form/problem-text.ts";
import { saveSettings, type SettingsChange } from "./messages-api.ts";
import type { MessagesContext } from "./messages-page.tsx";

export interface AccountProps {
  context: MessagesContext;
  /** Reads the health again, after the account changed. */
  refresh: () => Promise<void>;
}

type Secret = BodyInput<"putProviderSecrets">;

/** Saves the public part of an account, then its secret, and says what is wrong with either. */
export const useAccount = (provider: "smtp" | "twilio", { context, refresh }: AccountProps) => {
  const { api, messages, change, onNotify } = context;
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isBusy, setBusy] = useState(false);
  const fail = (problem: Problem | null) => {
    const named = fieldErrors(problem);
    setErrors(named);
    if (Object.keys(named).length === 0) onNotify(problemText(problem));
    setBusy(false);
  };
  const save = async (settings: SettingsChange, secret: Secret | null) => {
    setBusy(true);
    setErrors({});
    const saved = await saveSettings(api, messages.settings, settings);
    if (!saved.ok) return fail(saved.problem);
    change({ settings: saved.settings });
    if (secret !== null) {
      const answer = await api.putProviderSecrets({ provider, body: secret });
      if (!answer.ok) return fail(answer.problem);
    }
    setBusy(false);
    onNotify(message.connected);
    await refresh();
  };
  const disconnect = async () => {
    const answer = await api.removeProviderSecrets({ provider });
    if (!answer.ok) return onNotify(problemText(answer.problem));
    onNotify(message.disconnected);
    await refresh();
  };
  return { errors, isBusy, save, disconnect, secret: messages.secrets[provider] };
};
