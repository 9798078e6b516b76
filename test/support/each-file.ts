// Every test file leaves no process behind that its commands have used.
import { afterAll } from "vitest";
import { endWorkers } from "./kept-workers.ts";

afterAll(endWorkers);
