import { Alternatives } from "../shared/alternatives.tsx";
import { DaysNotice, DayStrip, WindowChoice } from "../shared/day-picker.tsx";
import { FieldError } from "../shared/field.tsx";
import type { Format } from "../shared/format.ts";
import type { Alternative } from "../shared/free-days.ts";
import { MonthCalendar } from "../shared/month/month-calendar.tsx";
import { firstMonth, weekStartOf, type Month } from "../shared/month/month.ts";
import * as book from "#message/book.ts";
import * as customer from "#message/customer.ts";
import { anyDay } from "./draft.ts";
import { PreferredTimes } from "./preferred-times.tsx";
import { RentalDays } from "./rental-days.tsx";
import { isQuote, serviceOf, stayIn, type Service } from "./service.ts";
import type { BookState } from "./state.ts";

interface Props {
  state: BookState;
  format: Format;
  more: () => void;
  turn: (month: Month) => void;
  showMonth: (whole: boolean) => void;
  choose: (alternative: Alternative) => void;
  count: (name: string, value: number) => void;
  /** Goes back to the services. */
  first: () => void;
  wide: boolean;
}

/** The choice of a day and an arrival window. If the chosen time was just taken, offers the closest open ones. */
export const When = (props: Props) => {
  const { state, format, choose, first, more } = props;
  const { draft, errors, alternatives, free } = state;
  const service = serviceOf(state.catalog, draft.fields);
  if (service === undefined) return state.catalog && <ServiceFirst first={first} />;
  if (isQuote(service)) return <PreferredTimes state={state} />;
  const [day = "", window = ""] = [draft.fields["day"], draft.fields["window"]];
  return (
    <>
      {alternatives && (
        <Alternatives
          alternatives={alternatives.offers}
          format={format}
          choose={choose}
          detail={
            service.rental
              ? ({ day }) => book.dueBackOn(format.day(stayIn(service, { ...draft.fields, day })?.until ?? day))
              : undefined
          }
          taken={
            alternatives.code === "equipment_unavailable" ? book.lastOneGone(service.name, format.day(day)) : undefined
          }
        />
      )}
      <div class={service.rental ? "" : "when"}>
        <Days {...props} service={service} />
        {!service.rental && <WindowChoice free={free} day={day} window={window} format={format} />}
      </div>
      <DaysNotice free={free} format={format} more={more} />
      <FieldError name="day" error={errors["day"]} />
      {service.rental && (
        <RentalDays
          state={state}
          service={service}
          rental={service.rental}
          stay={stayIn(service, draft.fields)}
          format={format}
          count={props.count}
        />
      )}
      <FieldError name="days" error={errors["days"]} />
      {service.rental && day && (
        <>
          <h3>{book.dropOffWindow}</h3>
          <WindowChoice free={free} day={day} window={window} format={format} />
        </>
      )}
      <FieldError name="window" error={errors["window"]} />
    </>
  );
};

const ServiceFirst = ({ first }: Pick<Props, "first">) => (
  <div class="note" role="status">
    {book.serviceFirst}
    <div class="choices">
      <button type="button" class="plain" onClick={first}>
        {book.chooseService}
      </button>
    </div>
  </div>
);

/** The days: a whole month for a rental and on a wide screen, else a strip that the customer can change to a month. */
const Days = ({ state, format, more, turn, showMonth, service, wide }: Props & { service: Service }) => {
  const { draft, free, catalog } = state;
  const day = draft.fields["day"] ?? "";
  const whole = Boolean(service.rental) || (state.whole_month ?? wide);
  const any = !service.needs_window && (
    <label class="tile wide">
      <input type="radio" name="day" value="" checked={anyDay(service, draft.fields)} />
      <span>&nbsp;</span>
      <b>{book.anyDay}</b>
      {book.anyDayNote}
    </label>
  );
  const locale = catalog?.business.locale ?? "en-US";
  const shown = free?.days[0]?.day ?? free?.first ?? "";
  if (whole)
    return (
      <div>
        {any}
        {free && (
          <MonthCalendar
            month={state.month ?? firstMonth(day, free.first, weekStartOf(locale))}
            free={free}
            day={day}
            stay={stayIn(service, draft.fields)}
            numbers={Boolean(service.rental)}
            label={service.rental ? book.dropOffDay : customer.pickDay}
            locale={locale}
            format={format}
            turn={turn}
          />
        )}
      </div>
    );
  return (
    <div>
      <div class="row turn">
        <b>{shown && format.month(day || shown)}</b>
        <button type="button" class="bare small" onClick={() => showMonth(true)}>
          {book.wholeMonth}
        </button>
      </div>
      <DayStrip free={free} day={day} format={format} more={more} first={any} />
    </div>
  );
};
