/**
 * CSS Custom Highlights: the document stays as it is, and only what we named is painted. A highlight's priority is its
 * level, so that the inner tint covers the outer while every pen line shows.
 */
import type { Painted, Painter } from "./painter";
import { css, LEVELS, strokeStyle } from "./pens";
import type { Stroke } from "./pens";

const PREFIX = "florilegium-";

/** Null where the browser has no custom highlights, or keeps them from us. */
export function registryPainter(page: Document): Painter | null {
  const view = page.defaultView;
  if (!view || !("Highlight" in view) || !("highlights" in CSS) || !isOpen()) return null;
  const sheet = adopt(page);
  if (!sheet) return null;
  const ruled = new Set<string>();
  let ranges = new Map<number, Range>();
  return {
    touches: false,
    paint(all) {
      ranges = new Map(all.map(({ id, range }) => [id, range]));
      const groups = grouped(all);
      unset((name) => !groups.has(name));
      for (const [name, { stroke, ranges: painted }] of groups) {
        if (!ruled.has(name)) rule(sheet, name, stroke);
        ruled.add(name);
        const highlight = new Highlight(...painted);
        highlight.priority = stroke.focus || stroke.look === "draft" ? LEVELS : stroke.level;
        CSS.highlights.set(name, highlight);
      }
    },
    boxes: (id) => [...(ranges.get(id)?.getClientRects() ?? [])],
    clear() {
      ranges = new Map();
      unset(() => true);
      page.adoptedStyleSheets = page.adoptedStyleSheets.filter((other) => other !== sheet);
    },
  };
}

/** Whether we may write there: Firefox shows the page's registry to an extension, and lets it do nothing with it. */
function isOpen(): boolean {
  const name = `${PREFIX}asked`;
  try {
    CSS.highlights.set(name, new Highlight());
    const told = [...CSS.highlights.keys()].includes(name);
    CSS.highlights.delete(name);
    return told;
  } catch {
    return false;
  }
}

function unset(which: (name: string) => boolean): void {
  for (const name of [...CSS.highlights.keys()]) if (name.startsWith(PREFIX) && which(name)) CSS.highlights.delete(name);
}

function grouped(all: readonly Painted[]): Map<string, { stroke: Stroke; ranges: Range[] }> {
  const groups = new Map<string, { stroke: Stroke; ranges: Range[] }>();
  for (const { range, stroke } of all) {
    const name = nameOf(stroke);
    const group = groups.get(name) ?? { stroke, ranges: [] };
    group.ranges.push(range);
    groups.set(name, group);
  }
  return groups;
}

function nameOf({ look, mine, level, night, focus }: Stroke): string {
  return `${PREFIX}${look}-${String(level)}${mine ? "-mine" : ""}${night ? "-night" : ""}${focus ? "-focus" : ""}`;
}

/** A constructed sheet of nothing but `::highlight()` rules: a strict policy allows it, and it matches no element. */
function adopt(page: Document): CSSStyleSheet | null {
  try {
    const sheet = new CSSStyleSheet();
    page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
    return sheet;
  } catch {
    return null;
  }
}

function rule(sheet: CSSStyleSheet, name: string, stroke: Stroke): void {
  sheet.insertRule(`::highlight(${name}){${css(strokeStyle(stroke))}}`, sheet.cssRules.length);
  const printed = `::highlight(${name}){background-color:transparent;text-decoration-color:#000}`;
  sheet.insertRule(`@media print{${printed}}`, sheet.cssRules.length);
}
