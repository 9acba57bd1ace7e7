/** Small readers of what somebody else says: each gives back what it knows, made anew, or undefined. */
export type Reader<T> = (value: unknown) => T | undefined;

export const number: Reader<number> = (value) => (typeof value === "number" && Number.isFinite(value) ? value : undefined);
export const flag: Reader<boolean> = (value) => (typeof value === "boolean" ? value : undefined);

export function text(longest: number): Reader<string> {
  return (value) => (typeof value === "string" && value.length <= longest ? value : undefined);
}

export function oneOf<const T extends string>(...values: readonly T[]): Reader<T> {
  return (value) => values.find((one) => one === value);
}

/** A list in which every one is as it should be; one that is not spoils it. */
export function list<T>(each: Reader<T>, most: number): Reader<T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length > most) return undefined;
    const read = value.map(each);
    return read.every((one) => one !== undefined) ? read : undefined;
  };
}

/** Null too. */
export function orNull<T>(reader: Reader<T>): Reader<T | null> {
  return (value) => (value === null ? null : reader(value));
}

type Read<Fields> = { [K in keyof Fields]: Fields[K] extends Reader<infer T> ? T : never };

/** An object with these fields; whatever else it has is left behind. */
export function object<Fields extends Record<string, Reader<unknown>>>(fields: Fields): Reader<Read<Fields>> {
  return (value) => {
    if (typeof value !== "object" || value === null) return undefined;
    const source = value as Record<string, unknown>;
    const entries = Object.entries(fields).map(([name, reader]) => [name, reader(source[name])] as const);
    return entries.some(([, read]) => read === undefined) ? undefined : (Object.fromEntries(entries) as Read<Fields>);
  };
}

/** The first reader that knows it. */
export function either<T>(...readers: readonly Reader<T>[]): Reader<T> {
  return (value) => {
    for (const reader of readers) {
      const read = reader(value);
      if (read !== undefined) return read;
    }
    return undefined;
  };
}
