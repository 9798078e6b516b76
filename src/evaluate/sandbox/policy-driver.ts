/** State of the driver of policies between calls. */
export const policyState = (maxOutput: number): string =>
  `let maker, policy, spoken = 0; const limit = ${maxOutput};`;

/** Sums that it keeps when a policy answers. */
export const POLICY_ANSWER = "spoken += text.length;";

/**
 * Functions of the driver of policies: `enter(target, key)` keeps the function that makes one; `calls(text)` makes the calls
 * of a JSON list `[name, arguments]` in their order, the first of all being that function's, and answers with what the last
 * one returned. A list that ends in `null` asks nothing. Elements are read by index and methods are called by a captured
 * `Reflect.apply`, so that a program that patches prototypes learns nothing; and whatever stands in a list has happened
 * before the answer is needed.
 */
export const POLICY_FUNCTIONS = `
    enter(target, key) {
      maker = key === undefined ? target : target[key];
      return typeof maker === 'function' ? 'o' : 'fentry:' + typeof maker;
    },
    calls(text) {
      reply = 'p';
      try {
        const list = parse(text);
        const count = list.length;
        let value = null;
        for (let i = 0; i < count; i++) {
          const call = list[i];
          value = null;
          if (call === null) continue;
          if (policy === undefined) {
            const made = apply(maker, undefined, call[1]);
            if (made === null || (typeof made !== 'object' && typeof made !== 'function')) return reply = 'fpolicy:' + (made === null ? 'null' : typeof made);
            policy = made;
            continue;
          }
          const method = policy[call[0]];
          if (typeof method !== 'function') return reply = 'fmethod:' + call[0] + ' ' + typeof method;
          value = apply(method, policy, call[1]);
        }
        if (typeof value === 'number' && isFinite(value)) return reply = (spoken += 8) > limit ? 'fsize:' + spoken : 'o' + value;
        const thenable = value !== null && typeof value === 'object' && typeof value.then === 'function';
        if (!thenable) done(value);
        else apply(then, new NativePromise((resolve) => resolve(value)), [done, fail]);
      } catch (error) { fail(error); }
      return reply;
    },`;
