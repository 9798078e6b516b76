/** The lanes of a worker: each judges one parcel at a time. */
export interface Lanes {
  hasRoom(): boolean;
  /** Takes a lane; answers with what gives it back, once. */
  take(): () => void;
}

/** Opens so many lanes; tells when one is given back. */
export function createLanes(count: number, onFree: () => void): Lanes {
  let busy = 0;
  return {
    hasRoom: () => busy < count,
    take() {
      busy++;
      let isMine = true;
      return () => {
        if (!isMine) return;
        isMine = false;
        busy--;
        onFree();
      };
    },
  };
}
