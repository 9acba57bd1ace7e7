/**
 * The four markers. Each is a flat tint and a pen line of its own (solid, dotted, dashed, double), so that a colour is
 * never alone: the line tells it without seeing colour, in print and in forced colours. Only background and underline are
 * used, so that the same marker can be painted over any page without moving a letter of it.
 */
export const COLORS = ["yellow", "blue", "green", "pink"] as const;
export type Color = (typeof COLORS)[number];

/** A marker, or the grey of words about which a note is being written. */
export type Look = Color | "draft";

/** How one stretch of text is painted. */
export interface Stroke {
  look: Look;
  mine: boolean;
  /** How many others already lie under it. */
  level: number;
  /** The words are light, so the page under them is dark. */
  night: boolean;
  /** It stands out for a moment: it was pressed, or a link led to it. */
  focus: boolean;
}

interface Pen {
  line: "solid" | "dotted" | "dashed" | "double";
  /** By day and by night: the tint of running text, the line under it, the full colour of the one in focus. */
  tint: readonly [string, string];
  ink: readonly [string, string];
  full: readonly [string, string];
}

export const PENS: Readonly<Record<Color, Pen>> = {
  yellow: { line: "solid", tint: ["#fff1a1", "#4d4002"], ink: ["#8a6c00", "#e6c45a"], full: ["#ffdb33", "#e6bf2c"] },
  blue: { line: "dotted", tint: ["#d3e8fb", "#17446b"], ink: ["#1d6fb4", "#86bcf0"], full: ["#86c3f7", "#6aaeea"] },
  green: { line: "dashed", tint: ["#d9f0cd", "#27491f"], ink: ["#357f26", "#8fce80"], full: ["#93d880", "#79c167"] },
  pink: { line: "double", tint: ["#fddde8", "#602640"], ink: ["#c02c66", "#f097b8"], full: ["#ff9cc0", "#ec85ab"] },
};

/** Lines under one another, at most: what overlaps more often shares the last. */
export const LEVELS = 4;

export type Declarations = Readonly<Record<string, string>>;

/** The look of a stroke. One's own pen is the broader one; in focus there is ink on the full colour. */
export function strokeStyle({ look, mine, level, night, focus }: Stroke): Declarations {
  const which = night ? 1 : 0;
  if (look === "draft") return { "background-color": night ? "#3d4454" : "#d5d9e2" };
  const pen = PENS[look];
  // A double line is two of that width, and the space between them.
  const broad = pen.line === "double" ? "1px" : "2px";
  const line = {
    "text-decoration": `underline ${mine ? broad : "1px"} ${pen.line} ${pen.ink[which]}`,
    "text-underline-offset": `${(0.2 + 0.16 * level).toFixed(2)}em`,
    "text-decoration-skip-ink": "none",
  };
  // By day the ink is dark as it is, or no ink at all: a PDF draws its letters elsewhere.
  if (focus) return { "background-color": pen.full[which], ...(night ? { color: "#1a1d24" } : {}), ...line };
  return { "background-color": pen.tint[which], ...line };
}

export function css(declarations: Declarations): string {
  return Object.entries(declarations)
    .map(([property, value]) => `${property}:${value}`)
    .join(";");
}
