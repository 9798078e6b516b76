/** Entry of the short-lived thread that copies a live database; started by `Store.snapshot`. */
import { parentPort, workerData } from "node:worker_threads";
import { openReadDatabase } from "./database.ts";
import { packError, storeError } from "./store-error.ts";

const { folder, target } = workerData as { readonly folder: string; readonly target: string };
try {
  const db = openReadDatabase(folder);
  db.prepare("VACUUM INTO ?").run(target);
  db.close();
  parentPort?.postMessage(null);
} catch (error) {
  parentPort?.postMessage(packError(storeError(error, folder)));
}
