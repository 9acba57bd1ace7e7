/** Numbers and times as a language writes them. A formatter is dear to make and cheap to use: each is made once. */

const SHORT = {
  hour: { hour: "numeric", minute: "2-digit" },
  day: { day: "numeric", month: "short" },
  date: { day: "numeric", month: "short", year: "numeric" },
  moment: { dateStyle: "long", timeStyle: "short" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const dates = new Map<string, Intl.DateTimeFormat>();
const lists = new Map<string, Intl.ListFormat>();

export function counted(language: string, n: number, forms: { one: string; other: string }): string {
  const form = new Intl.PluralRules(language).select(n) === "one" ? forms.one : forms.other;
  const space = language === "fr" ? "\u00a0" : " ";
  return `${new Intl.NumberFormat(language).format(n)}${space}${form}`;
}

/** Today the hour, this year the day, else the whole date: short enough for a margin. */
export function shortly(language: string, moment: string, now: Date): string {
  const then = new Date(moment);
  if (then.toDateString() === now.toDateString()) return dated(language, "hour", then);
  return dated(language, then.getFullYear() === now.getFullYear() ? "day" : "date", then);
}

/** The whole moment, for who wants to know it exactly. */
export function exactly(language: string, moment: string): string {
  return dated(language, "moment", new Date(moment));
}

/** “one, two and three”. */
export function joined(language: string, texts: readonly string[]): string {
  const list = lists.get(language) ?? new Intl.ListFormat(language, { type: "conjunction" });
  lists.set(language, list);
  return list.format(texts);
}

function dated(language: string, how: keyof typeof SHORT, moment: Date): string {
  const format = dates.get(language + how) ?? new Intl.DateTimeFormat(language, SHORT[how]);
  dates.set(language + how, format);
  return format.format(moment);
}
