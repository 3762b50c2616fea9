import { useState } from "preact/hooks";
import { distinctPostalCodes } from "../../../domain/postal-code.ts";
import { FieldError } from "../../shared/field.tsx";
import * as message from "#message/settings.ts";
import { SectionCard } from "./section-card.tsx";
import type { Section } from "./section.ts";
import { useSection, type Edited, type SettingsContext } from "./use-section.ts";

interface Area {
  postal_codes: string[] | null;
}

const area: Section<Area> = {
  id: "area",
  title: message.area,
  read: ({ booking }) => ({ postal_codes: booking.postal_codes }),
  write: (settings, { postal_codes: codes }) => ({
    ...settings,
    booking: { ...settings.booking, postal_codes: codes },
  }),
  label: () => message.areaKey,
  text: (_, { postal_codes: codes }) => (codes === null ? message.areaAll : codes.join(", ") || message.none),
};

export const AreaSection = ({ context }: { context: SettingsContext }) => {
  const edited = useSection(context, area);
  return (
    <SectionCard section={area} edited={edited} context={context}>
      <AreaEditor key={edited.version} edited={edited} />
    </SectionCard>
  );
};

const AreaEditor = ({ edited }: { edited: Edited<Area> }) => {
  const codes = edited.value.postal_codes;
  // The typed text. The value is the list of its codes.
  const [text, setText] = useState(codes?.join("\n") ?? "");
  const read = (typed: string) => {
    setText(typed);
    const list = readCodes(typed);
    edited.change({ postal_codes: list });
    edited.fault("booking.postal_codes", list.length === 0 ? message.areaNeeded : "");
  };
  const everywhere = () => {
    edited.fault("booking.postal_codes", "");
    edited.change({ postal_codes: null });
  };
  const errors = Object.entries(edited.errors).find(([name]) => name.startsWith("booking.postal_codes"))?.[1];
  return (
    <>
      <div class="page-two" role="radiogroup" aria-label={message.area}>
        <label class="tile">
          <input type="radio" name="area" checked={codes === null} onChange={everywhere} />
          <b>{message.areaAll}</b>
          <span class="small quiet block">{message.areaAllMore}</span>
        </label>
        <label class="tile">
          <input type="radio" name="area" checked={codes !== null} onChange={() => read(text)} />
          <b>{message.areaSome}</b>
          <span class="small quiet block">{message.areaSomeMore}</span>
        </label>
      </div>
      {codes !== null && (
        <div class="field">
          <label>
            <span class="small">{message.areaList}</span>
            <textarea
              class="box"
              name="booking.postal_codes"
              rows={4}
              spellcheck={false}
              value={text}
              aria-invalid={errors ? "true" : undefined}
              aria-describedby={errors && "booking.postal_codes-error"}
              onInput={({ currentTarget }) => read(currentTarget.value)}
            />
          </label>
          <p class="small quiet">{message.areaCount(codes.length)}</p>
          <FieldError name="booking.postal_codes" error={errors} />
        </div>
      )}
    </>
  );
};

/** Commas, semicolons and line breaks separate codes. Spaces separate only numeric codes, because `K1A 0B1` contains one. */
export const readCodes = (typed: string): string[] => {
  const pieces = typed.split(/[,;\n]+/).map((piece) => piece.trim().replaceAll(/\s+/g, " "));
  const codes = pieces.flatMap((piece) => (/^[\d\s-]+$/.test(piece) ? piece.split(" ") : [piece.toUpperCase()]));
  return distinctPostalCodes(codes.filter(Boolean));
};
