/**
 * A debugger holds one round still: it goes on by instructions, to a breakpoint, to a cycle or back, and
 * cells can be changed on the way.
 */
export { DebugSession, type Turn } from "./session.ts";
