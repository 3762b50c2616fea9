interface Props {
  /** How many bays are full, 0 to 4. */
  quarters: number;
  /** What a screen reader says. Without a label the picture is decoration. */
  label?: string;
  /** The color of the cab and the bed, as a CSS color. */
  color?: string;
}

/** A truck from the side, with as many full bays as the load takes. The same picture books a load and checks it on site. */
export const Truck = ({ quarters, label, color = "var(--brand, var(--hivis))" }: Props) => (
  <svg
    class="truck"
    viewBox="0 0 322 150"
    {...(label === undefined ? { "aria-hidden": "true" } : { role: "img", "aria-label": label })}
  >
    {[
      ...chassis(color),
      ...loads.flatMap((load, bay) => (bay < quarters ? load : [emptyBay(bay)])),
      ...railsAndWheels(color),
    ].map(([fill, line, stroke, width, dashes]) => (
      <path
        key={line}
        fill={fill}
        d={line}
        stroke={stroke}
        stroke-width={width}
        stroke-dasharray={dashes}
        stroke-linejoin="round"
      />
    ))}
  </svg>
);

/** A fill or `none`, an outline, and the color, width and dashes of its line. Each outline is drawn once. */
type Shape = [fill: string, line: string, stroke?: string, width?: number, dashes?: string];

const box = (x: number, y: number, width: number, height: number) => `M${x} ${y}h${width}v${height}h${-width}z`;
const disc = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

const emptyBay = (bay: number): Shape => ["none", box(95 + bay * 54, 32, 49, 76), "#c9c3b5", 1.6, "4 4"];

const dark = "#23262b";
const bed = "var(--bed, #fbf9f3)";
const chassis = (color: string): Shape[] => [
  ["none", "M4 140.5h314", "#c9c3b5", 2],
  [dark, box(26, 112, 286, 9) + box(11, 110, 20, 9)],
  [color, "M13 121V82q0-6 3-12l10-25q3-7 10-7h43v83z"],
  ["#dff0f2", "M24.5 71 34 48q1.2-3 4.5-3H60v26z"],
  ["none", "M64 45v72M64 80h-7", "#00000038", 2],
  ["#ffe9b0", box(13, 92, 7, 10)],
  [bed, box(88, 24, 224, 89)],
];
const railsAndWheels = (color: string): Shape[] => [
  ["none", "M89.5 20v93h222V20", color, 5],
  ...[52, 232, 272].flatMap((x): Shape[] => [
    [dark, disc(x, 123, 17), bed, 2.5],
    ["#c9ced4", disc(x, 123, 7)],
    [dark, disc(x, 123, 2.5)],
  ]),
];

const [bag, grayBag, gray] = ["#2f343b", "#4a505a", "#8d949c"];
/** The things in each bay: boxes, a washer and a lamp; a sofa and a mattress; a dresser and a rug; a fridge. */
const loads: Shape[][] = [
  [
    ["#d8b383", box(94, 81, 25, 28)],
    ["none", "M94 89h25M106.5 81v8", "#b98d57", 1.5],
    ["#eef0f1", box(121, 76, 23, 33), "#a9aeb4", 1],
    ["#cfd6dc", disc(132.5, 95, 7.5), gray, 1],
    ["none", "M124 81h8", gray, 2],
    ["#c99f6a", box(96, 58, 22, 22)],
    ["none", "M96 65h22", "#a97e49", 1.5],
    ["#e3c396", box(121, 57, 21, 18)],
    ["none", "M131.5 57v18", "#c39c67", 1.5],
    [bag, "M97 57c-2-11 3-17 9-19l-2-5h7l-2 5c7 2 12 8 9 19z"],
    ["#f0dfae", "M130 56V41M124 41l3-9h7l3 9z", "#7b6a4f", 2],
  ],
  [
    ["#5f7ea6", "M149 109V89a5 5 0 0 1 5-5h3v12h33V84h3a5 5 0 0 1 5 5v20z"],
    ["#7896bd", "M160 76h27a4 4 0 0 1 4 4v17h-35V80a4 4 0 0 1 4-4z"],
    ["none", "M173.5 77v20", "#5f7ea6", 1.5],
    [
      "#eae6f2",
      "M154 60h39a4 4 0 0 1 4 4v5a4 4 0 0 1-4 4h-39a4 4 0 0 1-4-4v-5a4 4 0 0 1 4-4zM156 66.5h35",
      "#bdb6cc",
      1,
    ],
    ["#d8b383", box(152, 38, 24, 21)],
    ["none", "M152 45h24M164 38v7", "#b98d57", 1.5],
    [bag, "M177 59c-2-9 2-14 7-16l-1-5h6l-1 5c6 2 10 7 8 16z"],
  ],
  [
    ["#a8713f", box(203, 67, 29, 42)],
    ["none", "M205.5 79h24M205.5 92h24M215 73h5M215 86h5M215 100h5", "#7d5028", 1.8],
    [bag, "M235 109c-1-10 1-17 8-17s10 7 9 17z"],
    [grayBag, "M234 91c-1-9 2-14 8-14s9 5 9 14z"],
    ["#b5664a", "M211.5 50h31a7.5 7.5 0 0 1 0 15h-31a7.5 7.5 0 0 1 0-15z"],
    ["none", disc(243, 57.5, 5), "#e6b8a6", 1.8],
    ["#e3c396", box(205, 33, 19, 16)],
    ["none", "M205 39h19", "#c39c67", 1.5],
    ["none", `${disc(238, 41, 8.5)}M238 33v16M230 41h16`, "#59616b", 2],
  ],
  [
    ["#eef0f1", box(257, 45, 25, 64), "#a9aeb4", 1],
    ["none", "M257 67h25M261 53v9M261 73v14", "#9aa1a9", 1.8],
    ["#c99f6a", box(284, 85, 22, 24)],
    ["none", "M284 92h22", "#a97e49", 1.5],
    [bag, "M284 84c-1-10 3-15 11-15s12 5 11 15z"],
    ["#e3c396", box(285, 49, 19, 19)],
    ["none", "M294.5 49v19", "#c39c67", 1.5],
    [grayBag, "M261 44c-1-7 2-11 8-11s9 4 9 11z"],
  ],
];
