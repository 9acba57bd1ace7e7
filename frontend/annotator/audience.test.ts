import { beforeEach, describe, expect, it } from "vitest";
import type { Me, Shelf } from "../client/shapes";
import { AudienceField, audienceText, hearers, rememberAudience, usualAudience } from "./audience";
import { browserStore } from "./store";
import { english } from "./words.en";
import { french } from "./words.fr";

const shelf = (id: string, word: string, more: Partial<Shelf> = {}): Shelf => ({
  id, word, name: id, kind: id.startsWith("~") ? "person" : "group", members: 2, open: false, writable: true, recommended: [], ...more,
}); // prettier-ignore

const me = (open: boolean): Me => ({
  person: { login: "anna", name: "Anna" },
  libraries: [shelf("~anna", "everyone", { open }), shelf("tic", "Tic&Travail, 64 members"), shelf("old", "Old, 2 members", { writable: false })],
  colour: "blue",
});

describe("an audience", () => {
  const store = browserStore(localStorage);
  beforeEach(() => {
    localStorage.clear();
  });

  it("is said in plain words", () => {
    expect(audienceText([], me(true), english, "en")).toBe("only me");
    expect(audienceText(["~anna"], me(true), french, "fr")).toBe("tout le monde");
    expect(audienceText(["~anna", "tic"], me(true), english, "en")).toBe("everyone and Tic&Travail, 64 members");
  });

  it("is offered where one may speak; everyone only if one's library is open", () => {
    expect(hearers(me(false), english).map(({ library }) => library)).toEqual(["tic"]);
    expect(hearers(me(true), english).map(({ library }) => library)).toEqual(["~anna", "tic"]);
  });

  it("is what one chose last in this library, or its people, and nobody on a private page", async () => {
    expect(await usualAudience(me(true), store, "tic", false)).toEqual(["tic"]);
    await rememberAudience(me(true), store, "tic", ["~anna"]);
    expect(await usualAudience(me(true), store, "tic", false)).toEqual(["~anna"]);
    expect(await usualAudience(me(false), store, "tic", false)).toEqual([]);
    expect(await usualAudience(me(true), store, "tic", true)).toEqual([]);
    await rememberAudience(me(true), store, "tic", []);
    expect(await usualAudience(me(true), store, "tic", false)).toEqual([]);
    expect(await usualAudience(me(true), store, "", false)).toEqual([]);
  });

  it("is chosen by ticking: only me excludes the others, and is left when none is ticked", () => {
    const told: string[][] = [];
    const field = new AudienceField(me(true), ["tic"], english, (audience) => told.push(audience));
    document.body.replaceChildren(field.element);
    const [alone, everyone, group] = field.element.querySelectorAll("input");
    everyone?.click();
    alone?.click();
    expect(group?.checked).toBe(false);
    group?.click();
    expect(alone?.checked).toBe(false);
    group?.click();
    expect(alone?.checked).toBe(true);
    expect(told).toEqual([["~anna", "tic"], [], ["tic"], []]);
  });
});
