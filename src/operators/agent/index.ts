/**
 * A coding agent is a program of somebody else's that works on a program of ours: it reads a task in a folder of its
 * own, asks a model through the gateway, has versions scored, and leaves a file. It is trusted with nothing, and all
 * its limits are kept from outside.
 */
export { openAgent } from "./agents.ts";
export { haveSession, type SessionDoors, type SessionEnd } from "./session.ts";
