import { JavaScriptEngine } from "../../src/corewar/mars/index.ts";
import { describeEngine } from "./engine-contract.ts";

describeEngine("JavaScript", (settings) => new JavaScriptEngine(settings));
