import { useLayoutEffect, useRef } from "preact/hooks";
import * as message from "#message/dashboard.ts";

interface Props {
  /** Grows with each save that only a choice can finish: the note then takes the focus, and so comes into sight. */
  asked: number;
  title: string;
  /** The level under the heading that it stands below. */
  heading: "h2" | "h3";
  lines: { label: string; theirs: string; mine: string }[];
  resolve: (which: "mine" | "theirs", from: HTMLElement) => void;
}

/** What another person saved meanwhile: both values side by side, in words; one press keeps or takes all of them. */
export const Conflict = ({ asked, title, heading: Heading, lines, resolve }: Props) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), [asked]);
  return (
    <div class="note page-conflict" role="alert">
      <Heading tabIndex={-1} ref={heading}>
        {title}
      </Heading>
      <table>
        <thead>
          <tr>
            <th scope="col">{message.conflictWhat}</th>
            <th scope="col">{message.conflictTheirs}</th>
            <th scope="col">{message.conflictMine}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ label, theirs, mine }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>
                <bdi>{theirs}</bdi>
              </td>
              <td>
                <b>
                  <bdi>{mine}</bdi>
                </b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="page-buttons">
        <button type="button" class="act" onClick={({ currentTarget }) => resolve("mine", currentTarget)}>
          {message.keepMine}
        </button>
        <button type="button" class="plain" onClick={({ currentTarget }) => resolve("theirs", currentTarget)}>
          {message.takeTheirs}
        </button>
      </div>
    </div>
  );
};
