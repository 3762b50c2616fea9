import * as message from "#message/settings.ts";
import { windowText } from "../../shared/format.ts";
import type { Settings, Weekday } from "./settings-api.ts";
import { SectionCard } from "./section-card.tsx";
import type { Section } from "./section.ts";
import { useSection, type SettingsContext } from "./use-section.ts";
import { WeekGridEditor } from "./week-grid-editor.tsx";

const hours: Section<Settings["hours"]> = {
  id: "hours",
  title: message.hours,
  read: ({ hours }) => hours,
  write: (settings, hours) => ({ ...settings, hours }),
  label: (key) => message.days[key as Weekday],
  text: (key, value) =>
    value[key as Weekday].map((window) => message.windowCapacity(windowText(window), window.capacity)).join("; ") ||
    message.closedDay,
};

export const HoursSection = ({ context }: { context: SettingsContext }) => {
  const edited = useSection(context, hours);
  return (
    <SectionCard section={hours} edited={edited} context={context} more={message.hoursMore}>
      <WeekGridEditor
        key={edited.version}
        hours={edited.value}
        errors={edited.errors}
        change={edited.replace}
        fault={edited.fault}
      />
    </SectionCard>
  );
};
