import { localBackend } from "../../src/evaluate/index.ts";
import { backendContract } from "./backend-contract.ts";

backendContract("the backend on this machine", localBackend);
