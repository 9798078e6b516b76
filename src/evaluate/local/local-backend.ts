import type { Backend, BackendSettings } from "../backend.ts";
import { Supervisor } from "./supervisor.ts";

/** The backend on this machine: one supervised evaluator process, which ends with it. */
export function localBackend(settings: BackendSettings): Promise<Backend> {
  return Supervisor.start(settings);
}
