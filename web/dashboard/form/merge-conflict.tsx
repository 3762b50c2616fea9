import { useLayoutEffect, useRef } from "preact/hooks";
import * as message from "#message/dashboard.ts";

interface Props {
  /** Grows with each save that needs a choice: the note then takes the focus and comes into sight. */
  asked: number;
  title: string;
  /** The heading level below the heading of its section. */
  heading: "h2" | "h3";
  lines: { label: string; remote: string; local: string }[];
  resolve: (which: "local" | "remote", from: HTMLElement) => void;
}

/** Shows what another person saved during an edit beside the local values. One button keeps one side of all of them. */
export const MergeConflict = ({ asked, title, heading: Heading, lines, resolve }: Props) => {
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
          {lines.map(({ label, remote, local }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>
                <bdi>{remote}</bdi>
              </td>
              <td>
                <b>
                  <bdi>{local}</bdi>
                </b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="page-buttons">
        <button type="button" class="act" onClick={({ currentTarget }) => resolve("local", currentTarget)}>
          {message.keepMine}
        </button>
        <button type="button" class="plain" onClick={({ currentTarget }) => resolve("remote", currentTarget)}>
          {message.takeTheirs}
        </button>
      </div>
    </div>
  );
};
