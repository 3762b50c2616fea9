import type { ApiClient } from "../../../http/api-client.ts";
import type { BodyInput, Problem, ValueOf } from "../../../http/client.ts";
import { currentIn } from "../form/problem-text.ts";

export type MessageSettings = ValueOf<"getMessageSettings">;
export type SettingsChange = Partial<BodyInput<"putMessageSettings">>;
export type Template = ValueOf<"listMessageTemplates">["items"][number];
export type MessageEvent = Template["event"];
export type Channel = Template["channel"];
export type Language = Template["language"];
export type Words = Template["words"];
export type Preview = ValueOf<"previewMessage">;
export type Health = ValueOf<"getMessageHealth">;
export type Secrets = ValueOf<"getProviderSecrets">;

export type MessagesApi = Pick<
  ApiClient,
  | "getSettings"
  | "getMessageSettings"
  | "putMessageSettings"
  | "listMessageTemplates"
  | "putMessageTemplate"
  | "resetMessageTemplate"
  | "previewMessage"
  | "getMessageHealth"
  | "resumeMessages"
  | "testChannel"
  | "getProviderSecrets"
  | "putProviderSecrets"
  | "removeProviderSecrets"
>;

/** True if the event's message goes out. */
export const isOn = ({ events }: MessageSettings, name: MessageEvent): boolean => events[name]?.on !== false;

/** What the page shows. Each part is replaced by what the server answered to a change of it. */
export interface Messages {
  settings: MessageSettings;
  templates: Template[];
  health: Health;
  secrets: Secrets;
  businessName: string;
}

export type SavedSettings = { ok: true; settings: MessageSettings } | { ok: false; problem: Problem | null };

/** Saves the parts that this person changed on top of what others saved since. */
export const saveSettings = async (
  api: Pick<MessagesApi, "putMessageSettings">,
  known: MessageSettings,
  change: SettingsChange,
): Promise<SavedSettings> => {
  let base = known;
  for (let tries = 1; ; tries += 1) {
    const { rev, ...settings } = base;
    const answer = await api.putMessageSettings({ rev, body: { ...settings, ...change } });
    if (answer.ok) return { ok: true, settings: answer.value };
    const remote = currentIn<MessageSettings>(answer.problem);
    if (remote === null || tries === mostTries) return { ok: false, problem: answer.problem };
    base = remote;
  }
};

const mostTries = 4;
