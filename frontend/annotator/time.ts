/** Numbers and times as a language writes them. */

export function counted(language: string, n: number, forms: { one: string; other: string }): string {
  const form = new Intl.PluralRules(language).select(n) === "one" ? forms.one : forms.other;
  const space = language === "fr" ? "\u00a0" : " ";
  return `${new Intl.NumberFormat(language).format(n)}${space}${form}`;
}

/** Today the hour, this year the day, else the whole date: short enough for a margin. */
export function shortly(language: string, moment: string, now: Date): string {
  const then = new Date(moment);
  const today = then.toDateString() === now.toDateString();
  if (today) return new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" }).format(then);
  const year = then.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "short", ...year }).format(then);
}

/** The whole moment, for who wants to know it exactly. */
export function exactly(language: string, moment: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(new Date(moment));
}
