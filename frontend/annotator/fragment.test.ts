import { describe, expect, it } from "vitest";
import { passageAddress } from "./fragment";

const quote = (exact: string) => [{ type: "TextQuoteSelector" as const, exact }];

describe("the passage in the original", () => {
  it("is a text fragment, whatever signs are in it", () => {
    expect(passageAddress("https://example.org/a#b", quote("is it, now - or & never?"))).toBe(
      "https://example.org/a#:~:text=is%20it%2C%20now%20%2D%20or%20%26%20never%3F",
    );
  });

  it("names a long one by its ends", () => {
    const words = Array.from({ length: 60 }, (_, n) => `w${String(n)}`);
    expect(passageAddress("https://example.org/", quote(words.join("\n ")))).toBe(
      "https://example.org/#:~:text=w0%20w1%20w2%20w3%20w4,w55%20w56%20w57%20w58%20w59",
    );
  });

  it("is none without words, or without an address of the web", () => {
    expect(passageAddress("https://example.org/", [])).toBeNull();
    expect(passageAddress("https://example.org/", quote("  "))).toBeNull();
    expect(passageAddress("javascript:alert(1)", quote("x"))).toBeNull();
    expect(passageAddress("", quote("x"))).toBeNull();
  });
});
