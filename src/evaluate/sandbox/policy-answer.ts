import { type Failure, failure } from "../failures.ts";
import { type DriverReply, readReply } from "./driver.ts";

/** Names of the functions of the driver that steps policies. */
export interface AskedOf {
  /** The exported function that makes the policy. */
  readonly entryPoint: string;
  /** The method that was asked last, or the entry point. */
  readonly method: string;
}

/** Reads an answer of the driver of policies. */
export function readAnswer(reply: string, { entryPoint, method }: AskedOf): DriverReply {
  const [word = "", rest = ""] = [reply.slice(1, reply.indexOf(":")), reply.slice(reply.indexOf(":") + 1)];
  if (!reply.startsWith("f")) return readReply(reply, method);
  if (word === "policy") return noPolicy(entryPoint, rest);
  if (word === "method") {
    const [name, came] = rest.split(" ");
    return failure(
      "invalid",
      "entry",
      `expected a method ${name} of what ${entryPoint} returned, got ${came}`,
    );
  }
  if (word === "size")
    return failure(
      "output",
      "size",
      `the answers of one episode have ${rest} characters of JSON, more than limits.outputKb allows`,
    );
  return readReply(reply, word === "entry" ? entryPoint : method);
}

function noPolicy(entryPoint: string, came: string): Failure {
  return failure("invalid", "no-output", `${entryPoint} returned ${came}, expected an object with methods`);
}
