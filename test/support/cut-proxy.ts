import { createServer, connect, type AddressInfo, type Socket } from "node:net";

/** A network between two ends that can be cut, or fall silent. */
export interface CutProxy {
  readonly port: number;
  /** Breaks all connections and accepts no new one. */
  cut(): void;
  /** Lets nothing through any more, and tells nobody. */
  stall(): void;
  /** Lets everything through again. */
  mend(): void;
  close(): Promise<void>;
}

/** Starts a way to a port of this machine. */
export async function startProxy(target: number): Promise<CutProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let isCut = false;
  let isStalled = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(target, "127.0.0.1");
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on("data", (data) => {
        // what is lost on a silent network is lost for good
        if (!isStalled) to.write(data);
      });
      from.on("error", () => {});
      from.on("close", () => {
        pairs.delete(pair);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const breakAll = (): void => {
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true;
      breakAll();
    },
    stall() {
      isStalled = true;
    },
    mend() {
      if (isStalled) breakAll();
      isCut = false;
      isStalled = false;
    },
    close() {
      breakAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
