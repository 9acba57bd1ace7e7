/**
 * Pages where everything resembles everything: the hardest there are. Made up, so that they can stand here.
 *
 * Rows of a table that differ in a digit, replies to a thread that say the same, a refrain, a list of names, clauses of a
 * contract: what is deleted has left something very like it on the same page.
 */
import { Chance } from "./chance";

const NAMES = "Anna Berit Carl David Erik Frida Gustav Hanna Ines Jonas Klara Lars Maja Nils Olga Per".split(" ");
const TOWNS = "Lund Malmö Ystad Kalmar Visby Falun Umeå Luleå Gävle Borås Växjö Skara".split(" ");
const VERBS = "signed rejected amended proposed withdrew seconded discussed postponed".split(" ");

export const PAGES: Readonly<Record<string, (chance: Chance) => string>> = { table, thread, refrain, minutes, contract, code };

function some<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}

function one(choices: readonly string[], chance: Chance): string {
  return chance.pick(choices) ?? "";
}

function table(chance: Chance): string {
  const row = () =>
    `<tr><td>${one(NAMES, chance)}</td><td>${one(TOWNS, chance)}</td><td>${String(chance.between(1, 30))}</td>` +
    `<td>${String(chance.between(1, 30))}</td><td>${String(1990 + chance.below(6))}</td></tr>`;
  return `<h1>Results</h1><table>${some(60, row).join("\n")}</table>`;
}

function thread(chance: Chance): string {
  const says = ["I agree.", "Thanks for this!", "+1", "Could you say more about that?", "I do not think so.", "So do I."];
  const reply = () =>
    `<div><h4>${one(NAMES, chance)} wrote ${String(chance.between(1, 12))} hours ago</h4>` +
    `<p>${some(chance.between(1, 3), () => one(says, chance)).join(" ")}</p><p>Reply · Share · Report</p></div>`;
  return `<h1>Discussion</h1>${some(50, reply).join("\n")}`;
}

function refrain(chance: Chance): string {
  const line = () => `And ${one(NAMES, chance)} went down to ${one(TOWNS, chance)} in the rain,`;
  const verse = () => `<p>${some(3, line).join("<br>")}<br>and never came home, never came home again.</p>`;
  return `<h1>Ballad</h1>${some(25, verse).join("\n")}`;
}

function minutes(chance: Chance): string {
  const item = (at: number) =>
    `<p>§ ${String(at + 1)}. In ${String(2010 + chance.below(4))} the council of ${one(TOWNS, chance)} ${one(VERBS, chance)} the ` +
    `motion by ${one(NAMES, chance)}, and the council of ${one(TOWNS, chance)} ${one(VERBS, chance)} it.</p>`;
  return `<h1>Minutes</h1>${some(60, item).join("\n")}`;
}

function contract(chance: Chance): string {
  const clause = (at: number) =>
    `<li><b>${String(at + 1)}.</b> The ${one(["lessor", "lessee"], chance)} shall ${one(["", "not "], chance)}be liable for ` +
    `${one(["damage", "loss", "delay"], chance)} of ${String(chance.between(2, 9))},000 crowns or more, unless the other party has given ` +
    `${String(chance.between(2, 9))} days' notice in writing.</li>`;
  return `<h1>Terms</h1><ol>${some(50, clause).join("\n")}</ol>`;
}

function code(chance: Chance): string {
  const line = () => `    assert total(${String(chance.below(30))}, ${String(chance.below(30))}) == ${String(chance.below(60))}`;
  const block = (at: number) => `<p>Case ${String(at)}:</p><pre>def test_${String(at)}():\n${some(4, line).join("\n")}\n</pre>`;
  return `<h1>Tests</h1>${some(25, block).join("\n")}`;
}
