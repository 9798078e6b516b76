import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { connectStoreWriter, type StoreWrite } from "../../src/store/index.ts";

const writer = connectStoreWriter(workerData as MessagePort);
parentPort?.on("message", async ({ call, writes }: { call: number; writes: StoreWrite[] }) => {
  const code = await writer.write(writes).then(
    () => null,
    (error: { code?: string }) => error.code ?? String(error),
  );
  parentPort?.postMessage({ call, code });
});
