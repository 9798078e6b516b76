// The command `score` in an agent's jail: sends a program to be scored and prints what comes of it.
import { readFileSync } from "node:fs";
import { request } from "node:http";

const [path = process.env.GALAPAGOS_PROGRAM] = process.argv.slice(2);
let program;
try {
  program = readFileSync(path, "utf8");
} catch (error) {
  console.error(`score: expected a program in ${path}: ${error.message}`);
  process.exit(2);
}
const asked = request(
  `${process.env.GALAPAGOS_URL}/score`,
  { method: "POST", headers: { "content-type": "text/plain" } },
  async (answer) => {
    const chunks = [];
    for await (const chunk of answer) chunks.push(chunk);
    console.log(Buffer.concat(chunks).toString("utf8"));
    process.exitCode = answer.statusCode === 200 ? 0 : 1;
  },
);
asked.on("error", ({ message }) => {
  console.error(`score: nobody answers (${message})`);
  process.exitCode = 1;
});
asked.end(program);
