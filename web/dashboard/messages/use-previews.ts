import { useEffect, useState } from "preact/hooks";
import { isChanged, keyOf, type Drafts } from "./drafts.ts";
import type { MessageEvent, Preview } from "./messages-api.ts";
import type { MessagesContext } from "./messages-page.tsx";

/** The messages as customers would get them, by channel and language. */
export type Previews = Record<string, Preview | undefined>;

/** Asks the server for each message whose words changed, a moment after the last key. */
export const usePreviews = (context: MessagesContext, event: MessageEvent, drafts: Drafts): Previews => {
  const { api, browser, messages } = context;
  const [previews, setPreviews] = useState<Previews>({});
  useEffect(() => {
    let isOver = false;
    const ask = async () => {
      const templates = messages.templates.filter((template) => template.event === event);
      const shown = await Promise.all(
        templates.map(async (template) => {
          const { channel, language } = template;
          const words = isChanged(template, drafts) ? drafts[keyOf(template)] : {};
          const answer = await api.previewMessage({ body: { event, channel, language, ...words } });
          return [keyOf(template), answer.ok ? answer.value : undefined] as const;
        }),
      );
      if (!isOver) setPreviews(Object.fromEntries(shown));
    };
    const cancel = browser.after(Object.keys(previews).length === 0 ? 0 : pause_ms, () => void ask());
    return () => {
      isOver = true;
      cancel();
    };
  }, [event, drafts, messages.settings]);
  return previews;
};

const pause_ms = 300;
