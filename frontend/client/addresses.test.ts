import { describe, expect, it } from "vitest";
import vectors from "../../tests/kit/address_vectors.json";
import { isTracking, pageDigest, pageKey } from "./addresses";
import { blake2b } from "./blake2b";

describe("the key of an address", () => {
  it("is what the server says, for every vector", () => {
    const differing = (vectors as [string, string | null][]).filter(([text, key]) => pageKey(text) !== key);
    expect(differing.map(([text, key]) => ({ text, key, ours: pageKey(text) }))).toEqual([]);
  });

  it("is null for half of a character", () => {
    expect(pageKey("http://example.org/\ud800")).toBeNull();
  });

  it("is its own key", () => {
    for (const [, key] of vectors as [string, string | null][]) {
      if (key !== null && !key.includes(" ")) expect(pageKey(key)).toBe(key);
    }
  });
});

it("drops under a host what the domain above it drops", () => {
  expect(isTracking("SI", "music.youtube.com")).toBe(true);
  expect(isTracking("si", "notyoutube.com")).toBe(false);
});

it("hashes as others do", async () => {
  expect(await pageDigest("//example.org/1")).toBe("611f5e80dba974e8efcadd5dbfe01bf4392f95c0c6816f77b7adb860c500694c");
  // RFC 7693, appendix A
  expect(blake2b("abc", 64)).toBe(
    "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1" +
      "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
  );
  expect(blake2b("", 20)).toBe("3345524abf6bbe1809449224b5972c41790b6cf2");
});
