import type { ServerResponse } from "node:http";

/** Readers of one stream of server-sent events. */
export interface EventStream {
  /** Adds a reader; `false` where there are too many. */
  add(response: ServerResponse): boolean;
  send(data: object): void;
  readonly readers: number;
  close(): void;
}

/** Readers of all streams together. */
const MOST_READERS = 100;
/** Unsent bytes after which a reader is too slow for us; its browser comes back by itself. */
const MOST_UNSENT = 1 << 20;
/** Comments in between keep a connection open, and find those that are gone. */
const BEAT_MS = 20_000;

let all = 0;

/** @param onEmpty - called when the last reader has left */
export function createEventStream(onEmpty: () => void): EventStream {
  const readers = new Set<ServerResponse>();
  const put = (text: string): void => {
    for (const response of readers) {
      if (response.writableLength > MOST_UNSENT) response.destroy();
      else response.write(text);
    }
  };
  const beat = setInterval(() => put(": still here\n\n"), BEAT_MS);
  beat.unref();
  return {
    add(response) {
      if (all >= MOST_READERS) return false;
      all++;
      readers.add(response);
      response.writeHead(200, { "content-type": "text/event-stream", "x-accel-buffering": "no" });
      response.write("retry: 1000\n\n");
      response.on("close", () => {
        all--;
        readers.delete(response);
        if (readers.size === 0) onEmpty();
      });
      return true;
    },
    send: (data) => put(`data: ${JSON.stringify(data)}\n\n`),
    get readers() {
      return readers.size;
    },
    close() {
      clearInterval(beat);
      for (const response of readers) response.destroy();
    },
  };
}
