import { createWebAssemblyEngine } from "../../src/corewar/wasm/index.ts";
import { describeEngine } from "./engine-contract.ts";

describeEngine("WebAssembly", createWebAssemblyEngine);
