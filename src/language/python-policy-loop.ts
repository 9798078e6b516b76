/**
 * The text behind a policy in Python: it reads a list of calls a line, makes them, the first one being `create`, and writes what the
 * last one returned. Standard output is the toolkit's; what the policy prints goes to standard error.
 *
 * @param entryPoint - the function that makes the policy
 */
export function pythonPolicyLoop(entryPoint: string): string {
  return `


def _galapagos_loop():
    import json
    import sys

    answers, sys.stdout = sys.stdout, sys.stderr
    policy = None
    for line in iter(sys.stdin.readline, ""):
        value = None
        for call in json.loads(line):
            value = None
            if call is None:
                continue
            if policy is None:
                policy = ${entryPoint}(*call[1])
            else:
                value = getattr(policy, call[0])(*call[1])
        answers.write(json.dumps(value, allow_nan=False) + "\\n")
        answers.flush()


_galapagos_loop()
`;
}
