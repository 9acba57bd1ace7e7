import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Words } from "./words";

/** What is read of words that are set: the first place they stand in the pieces. */
function readOf(read: string, pieces: string[], words: string): string | null {
  const whole = pieces.join("");
  const at = whole.indexOf(words);
  const found = new Words(read, pieces).readBetween(placeOf(pieces, at), placeOf(pieces, at + words.length));
  return found && read.slice(found.start, found.end);
}

function placeOf(pieces: string[], at: number): { piece: number; offset: number } {
  let begin = 0;
  for (const [piece, text] of pieces.entries()) {
    if (at <= begin + text.length) return { piece, offset: at - begin };
    begin += text.length;
  }
  throw new RangeError("no such place");
}

/** What is set of words that are read. */
function setOf(read: string, pieces: string[], words: string): string | null {
  const start = read.indexOf(words);
  const found = new Words(read, pieces).setBetween(start, start + words.length);
  if (!found) return null;
  const { first, last } = found;
  const begin = pieces.slice(0, first.piece).join("").length + first.offset;
  return pieces.join("").slice(begin, pieces.slice(0, last.piece).join("").length + last.end);
}

describe("words as they are read and as they are set", () => {
  it("meet though spaces, line ends and pieces differ", () => {
    const read = "The harbour was\nfull of ships.";
    const pieces = ["The", " ", "harbour", "was full", " of ", "ships."];
    expect(readOf(read, pieces, "harbourwas full")).toBe("harbour was\nfull");
    expect(setOf(read, pieces, "was\nfull of")).toBe("was full of");
  });

  it("meet though ligatures, accents and hyphens are written in another way", () => {
    const read = "an office by the harbour café";
    const pieces = ["an oﬃce by the har-", "bour cafe\u0301"];
    expect(readOf(read, pieces, "oﬃce")).toBe("office");
    expect(readOf(read, pieces, "har-bour")).toBe("harbour");
    expect(setOf(read, pieces, "harbour")).toBe("har-bour");
    expect(setOf(read, pieces, "café")).toBe("cafe");
  });

  it("meet though columns come in another order", () => {
    const read = "first column of words here\nsecond column of other words";
    const pieces = ["second column of other words", "first column of words here"];
    expect(readOf(read, pieces, "first column")).toBe("first column");
    expect(setOf(read, pieces, "second column")).toBe("second column");
  });

  it("meet on a page that says one word again and again", () => {
    const read = "no no no no yes no no";
    const pieces = ["no", "no", "no", "no", "yes", "no", "no"];
    expect(readOf(read, pieces, "yes")).toBe("yes");
    expect(setOf(read, pieces, "yes")).toBe("yes");
  });

  it("do not meet where they are set or read alone", () => {
    expect(readOf("The harbour was full.", ["The harbour was full.", "§7§"], "§7§")).toBeNull();
    expect(setOf("The harbour was full. §7§", ["The harbour was full."], "§7§")).toBeNull();
    expect(new Words("", []).setBetween(0, 0)).toBeNull();
  });

  it("meet letter by letter, wherever a text is cut and however it is spaced", () => {
    const words = fc.array(fc.stringMatching(/^[a-zéà]{1,9}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, fc.nat(29), fc.nat(20), (all, which, cut) => {
        const read = all.join(" ");
        const pieces = all.flatMap((word) => [word.slice(0, cut % word.length), word.slice(cut % word.length)]);
        const index = which % all.length;
        const start = all.slice(0, index).join(" ").length + (index > 0 ? 1 : 0);
        const word = all[index] ?? "";
        const found = new Words(read, pieces).setBetween(start, start + word.length);
        expect(found).toEqual({
          first: expect.objectContaining({ piece: 2 * index + (cut % word.length > 0 ? 0 : 1), offset: 0 }) as unknown,
          last: expect.objectContaining({ piece: 2 * index + 1, end: word.length - (cut % word.length) }) as unknown,
        });
      }),
    );
  });
});
