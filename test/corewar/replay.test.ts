import { createHash } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  assemble,
  completeSettings,
  JavaScriptEngine,
  type Replay,
  recordReplay,
  renderReplay,
  type Warrior,
} from "../../src/corewar/index.ts";

const settings = completeSettings({
  warriors: 2,
  coreSize: 800,
  maxCycles: 3000,
  maxLength: 20,
  minDistance: 20,
});
const warriors = [
  warriorOf(";name </script><b>x\nspl 0\nmov 0, 1"),
  warriorOf("add #4, 3\nmov 2, @2\njmp -2\ndat 0"),
];
const round = { positions: [0, 400], first: 0 } as const;

function warriorOf(source: string): Warrior {
  const assembly = assemble(source, { settings });
  if (assembly.status === "error") throw new Error(JSON.stringify(assembly.errors));
  return assembly.warrior;
}

describe("a replay", () => {
  it("shows in its last picture the core that the round ends with, and whose it is", () => {
    const replay = recordReplay(settings, warriors, round);
    const core = new Map<number, string>();
    for (const { changes } of replay.pictures)
      for (let at = 0; at < changes.length; at += 5) {
        const [address = 0, , operation = 0, a, b] = changes.slice(at, at + 5);
        const [name, aMode, bMode] = (replay.operations[operation] ?? "").split(" ");
        core.set(address, `${name} ${aMode}${a},${bMode}${b}`);
      }
    const engine = new JavaScriptEngine(settings);
    engine.enter(warriors);
    const facts = engine.fight(round);
    const cells = engine
      .readCore()
      .map(({ opcode, modifier, aMode, a, bMode, b }) => `${opcode}.${modifier} ${aMode}${a},${bMode}${b}`);
    expect(cells.map((_, address) => core.get(address) ?? "DAT.F $0,$0")).toEqual(cells);
    expect(replay.pictures.at(-1)).toMatchObject({ cycle: facts.cycles, processes: facts.processes });
    expect(replay.winner).toBe(facts.winner);
    expect(replay.pictures.length).toBeLessThanOrEqual(402);
    // the warriors own what they brought
    expect(replay.pictures[0]?.changes.filter((_, at) => at % 5 < 2)).toEqual([
      0, 1, 1, 1, 400, 2, 401, 2, 402, 2, 403, 2,
    ]);
  });

  it("is a page that runs its player alone, by its hash, asks for nothing, and holds names as data", () => {
    const replay = recordReplay(settings, warriors, round);
    const page = renderReplay(replay);
    const [script = ""] = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1]);
    const [style = ""] = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map((match) => match[1]);
    const hash = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
    expect(page).toContain(
      `content="default-src 'none'; script-src '${hash(script)}'; style-src '${hash(style)}'"`,
    );
    expect(page).not.toMatch(/https?:|<b>|\ssrc=|@import|url\(/);
    const packed = /<script type="text\/plain" id="replay">([^<]*)<\/script>/.exec(page)?.[1] ?? "";
    const unpacked = JSON.parse(inflateRawSync(Buffer.from(packed, "base64")).toString()) as Replay;
    expect(unpacked).toEqual(replay);
    expect(unpacked.warriors[0]?.name).toBe("</script><b>x");
  });

  it("of long rounds in large cores stays small", { timeout: 30_000 }, () => {
    const large = completeSettings({
      warriors: 2,
      coreSize: 55_440,
      maxCycles: 100_000,
      maxProcesses: 10_000,
    });
    const { pictures } = recordReplay(large, warriors, { positions: [0, 20_000], first: 0 });
    const numbers = pictures.reduce((sum, { changes }) => sum + changes.length, 0);
    expect(numbers).toBeLessThan(3_000_000);
  });
});
