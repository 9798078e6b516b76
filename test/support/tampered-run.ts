import { cpSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openStore } from "../../src/store/index.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The folder of a recorded run that somebody changed before passing it on. */
export async function tamperedRun(sql: string): Promise<string> {
  const folder = temporaryFolder("tampered");
  cpSync(fileURLToPath(new URL("../store/runs/schema-4", import.meta.url)), folder, { recursive: true });
  await (await openStore({ folder }, { create: false })).close();
  const db = new DatabaseSync(join(folder, "run.db"), { enableForeignKeyConstraints: false });
  db.exec(sql);
  db.close();
  return folder;
}

/** A change of a value that the record keeps as JSON. */
export const setting = (path: string, value: string, key = "config"): string =>
  `UPDATE meta SET value = json_set(value, '${path}', json('${value}')) WHERE key = '${key}'`;
