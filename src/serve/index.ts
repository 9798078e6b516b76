/**
 * An evaluation server offers one problem over loopback HTTP: whoever has the token hands programs in and gets
 * their verdicts, within a budget, and cannot touch the score. It is the only door through which agents,
 * notebooks and other optimisers evolve *through* the toolkit; each call is a step of an ordinary run.
 */
export { type EvaluationServer, serveRun } from "./server.ts";
