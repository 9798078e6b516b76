/**
 * A process that records candidates as fast as it can and prints each id once it is acknowledged. Started by the tests,
 * which kill it. Arguments: folder, first step. Ends with code 3 and the error's code when the store refuses.
 */
import { GalapagosError } from "../../src/core/index.ts";
import { openStore } from "../../src/store/index.ts";
import { record, sample } from "./samples-data.ts";

const [folder = "", first = "0", filler = "0"] = process.argv.slice(2);
const padding = "x".repeat(Number(filler));
const say = (line: string): void => {
  // Synchronous for pipes on POSIX: what is said is out before the process can be killed.
  process.stdout.write(`${line}\n`);
};

try {
  const store = await openStore({ folder });
  say("open");
  const lane = async (island: number): Promise<void> => {
    for (let step = Number(first); ; step += 1) {
      const candidate = sample(island, step, { source: `// ${island} ${step} ${padding}\n` });
      await store.write([record(candidate)]);
      say(`i${island}-s${step}`);
    }
  };
  await Promise.all([0, 1, 2, 3].map(lane)).catch(async (error: unknown) => {
    const again = await store.write([record(sample(9, 9))]).then(
      () => "accepted",
      (later: GalapagosError) => later.code,
    );
    say(`later ${again}`);
    await store.close();
    throw error;
  });
} catch (error) {
  if (!(error instanceof GalapagosError)) throw error;
  say(`error ${error.code} ${JSON.stringify({ message: error.message, hint: error.hint })}`);
  process.exitCode = 3;
}
