import { type Paint, printable, showDuration } from "../../core/index.ts";
import type { FleetStatus } from "../../evaluate/index.ts";
import { renderTable } from "./table.ts";

/** A queue's workers and runs as tables, then what is wrong with how to mend it. */
export function renderFleet(status: FleetStatus, paint: Paint): string {
  const parts = [
    workersOf(status),
    lotsOf(status),
    ...faultsOf(status).map(([what, fix]) => `${paint("failure", what)}\n  ${paint("hint", fix)}`),
  ];
  return parts.join("\n\n");
}

function workersOf({ workers }: FleetStatus): string {
  if (workers.length === 0) return "no workers";
  const rows = workers.map((worker) => {
    const { id, version, node, lanes, levels, running, done, failed, upSeconds } = worker;
    const state = worker.quarantine !== null ? "quarantine" : worker.draining ? "leaving" : "serves";
    // a parcel that is judged has left its lane, and counts until it is delivered
    const busy = `${Math.min(running.length, lanes)}/${lanes}`;
    const shown = [id, state, busy, levels.join(","), String(done), String(failed)];
    return [...shown, `${version}, node ${node}`, showDuration(upSeconds * 1000)];
  });
  return renderTable([["worker", "state", "lanes", "levels", "done", "failed", "version", "up"], ...rows]);
}

function lotsOf({ lots }: FleetStatus): string {
  if (lots.length === 0) return "no runs";
  const rows = lots.map(({ label, host, weight, alive, waiting, active, oldestSeconds }) => [
    ...[label || "?", host || "?", alive ? "runs" : "gone", String(weight), String(waiting), String(active)],
    oldestSeconds === null ? "" : showDuration(oldestSeconds * 1000),
  ]);
  return renderTable([["run", "on", "state", "weight", "waiting", "active", "oldest"], ...rows]);
}

type Fault = readonly [what: string, fix: string];

function faultsOf({ workers, strangers, lots, refused, server }: FleetStatus): readonly Fault[] {
  const faults: Fault[] = [];
  const hold = lots.filter(({ alive }) => alive);
  if (workers.length === 0 && hold.length > 0)
    faults.push([
      "runs wait, and nobody serves them",
      "start a worker on any machine: galapagos worker <address>",
    ]);
  for (const { id, quarantine, unable } of workers) {
    if (quarantine !== null)
      faults.push([
        `${id} is in quarantine: ${quarantine}`,
        "check its memory and Node, then stop it and start it again",
      ]);
    for (const [queue, { reason, hint = "see what works there: galapagos doctor" }] of Object.entries(
      unable,
    )) {
      const label = lots.find((lot) => lot.queue === queue)?.label ?? queue;
      faults.push([`${id} cannot serve ${label}: ${reason}`, hint]);
    }
  }
  for (const id of strangers)
    faults.push([
      `${printable(id)} has another secret, and gets no work`,
      "copy the secret's file to its machine, and start it again",
    ]);
  for (const [what, count] of Object.entries(refused))
    faults.push([
      `refused: ${what}, ${count} times`,
      "somebody without the secret writes to this queue, or another version: give it a password and TLS",
    ]);
  if (lots.some(({ alive }) => !alive))
    faults.push(["runs that are gone left parcels", "galapagos queue purge <address>"]);
  if (server.policy !== "" && server.policy !== "noeviction")
    faults.push([
      `the server drops what it has when it is full (${server.policy})`,
      "redis-cli config set maxmemory-policy noeviction",
    ]);
  if (!server.appendOnly)
    faults.push(["the server forgets everything when it dies", "redis-cli config set appendonly yes"]);
  return faults;
}
