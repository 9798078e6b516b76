import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { GalapagosError } from "../core/index.ts";
import { changesIn, git, type Problem, withLineEndsOf, withoutMarkers } from "../problem/index.ts";
import type { Run } from "./kinds/run.ts";
import { readRunRecord } from "./record.ts";
import { passedVerdict } from "./recorded-verdict.ts";
import { winnerOf } from "./summary.ts";

/** A run's best program as a change of the repository that its problem comes from. */
export interface WinnerPatch {
  /** Absolute path of the repository. */
  readonly root: string;
  /** The file that changes, seen from there. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** Unified diff, as git reads it. */
  readonly patch: string;
}

/** A winner on a branch of its own. */
export interface AppliedWinner extends Omit<WinnerPatch, "before" | "after"> {
  readonly branch: string;
  readonly commit: string;
}

/**
 * The patch that a run's best program is.
 *
 * @throws GalapagosError `apply/repository` where the problem comes from no repository
 */
export function patchOf(run: Run): WinnerPatch {
  const problem = plainProblemOf(run);
  const { repository } = problem.definition;
  if (!repository) {
    throw new GalapagosError(
      `${problem.definition.name}: expected a function of a repository, got a problem of its own`,
      {
        code: "apply/repository",
        hint: "print the program: galapagos best; begin with a function: galapagos init <name> --from <file>:<function>",
      },
    );
  }
  const { file } = repository;
  const before = withoutMarkers(problem.seed);
  const after = withLineEndsOf(withoutMarkers(run.best().source), before);
  const body = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, "", "", {
    headerOptions: FILE_HEADERS_ONLY,
  });
  if (before === after) {
    throw new GalapagosError(
      `${basename(run.folder)}: expected a better program, got the original as the best`,
      {
        code: "apply/gain",
        hint: `search on: galapagos resume ${basename(run.folder)} --time 10m`,
      },
    );
  }
  const root = resolve(problem.folder, repository.root);
  return {
    root,
    file,
    before,
    after,
    patch: `diff --git a/${file} b/${file}\n${body}`,
  };
}

/**
 * Commits a run's verified winner on a branch of its own, on top of what is checked out. Neither the working tree nor the index nor
 * the branch that is checked out changes.
 *
 * @throws GalapagosError `apply/*` when the winner is not verified or no gain, the tree is dirty, the file is another by now, or the
 * branch is there already
 */
export async function applyWinner(run: Run): Promise<AppliedWinner> {
  const { root, file, before, after, patch } = patchOf(run);
  const message = messageOf(run, file);
  const dirty = await changesIn(root);
  if (dirty !== "") {
    const files = dirty.split("\n").map((line) => line.slice(3));
    throw new GalapagosError(
      `expected a clean tree in ${root}, got changes in ${files.slice(0, 5).join(", ")}`,
      {
        code: "apply/dirty",
        hint: "commit or stash them first: git stash",
      },
    );
  }
  if ((await git(["cat-file", "blob", `HEAD:${file}`], { cwd: root })) !== before.replace(/\n$/, "")) {
    throw new GalapagosError(`${file} is not what the run began with any more`, {
      code: "apply/changed",
      hint: "check out the commit that it began with, or look at the change: galapagos best --patch",
    });
  }
  const branch = `galapagos/${basename(run.folder).replace(/[^A-Za-z0-9_-]+/g, "-")}`;
  const taken = await git(["branch", "--list", branch], { cwd: root });
  if (taken !== "") {
    throw new GalapagosError(`expected no branch ${branch} yet, got one`, {
      code: "apply/branch",
      hint: `look at it: git diff HEAD ${branch}; or remove it first: git branch -D ${branch}`,
    });
  }
  const commit = await commitOn(root, file, after, message);
  await git(["branch", branch, commit], { cwd: root });
  return { root, file, patch, branch, commit };
}

/** A commit on top of HEAD in which one file has another text, made beside index and working tree. */
async function commitOn(root: string, file: string, text: string, message: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "galapagos-index-"));
  const own = { cwd: root, env: { GIT_INDEX_FILE: join(folder, "index") } };
  try {
    await git(["read-tree", "HEAD"], own);
    const blob = await git(["hash-object", "-w", "--stdin", "--path", file], { ...own, input: text });
    const [mode = "100644"] = (await git(["ls-files", "--stage", "--", file], own)).split(" ");
    await git(["update-index", "--cacheinfo", `${mode},${blob},${file}`], own);
    const tree = await git(["write-tree"], own);
    return await git(["commit-tree", tree, "-p", "HEAD", "-F", "-"], { ...own, input: message });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The words of the commit; refuses a winner that was not verified, or is no gain. */
function messageOf(run: Run, file: string): string {
  const { verified, passed, best, name, seedScore } = factsOf(run);
  if (passed === null || passed.score === null || passed.id !== best?.id) {
    throw new GalapagosError(`expected a winner that was verified, got ${verified?.message || "none"}`, {
      code: "apply/verified",
      hint: `let the run come to its end: galapagos resume ${name}`,
    });
  }
  if (!(passed.score > seedScore)) {
    throw new GalapagosError(
      `expected a winner that is faster, got one at ${passed.score.toFixed(2)} times the speed`,
      {
        code: "apply/gain",
        hint: `search on: galapagos resume ${name} --time 10m`,
      },
    );
  }
  const held =
    passed.holdout === undefined ? "" : ` (${passed.holdout.toFixed(2)} on calls that no search saw)`;
  return [
    `${file}: ${passed.score.toFixed(2)} times as fast`,
    "",
    `Found by galapagos, run ${name}, program ${passed.id}. It passed the tests and answered`,
    `every recorded and generated call as before; measured in pairs of runs${held}.`,
    "",
  ].join("\n");
}

function factsOf(run: Run) {
  const overview = run.overview();
  if (overview.kind !== "plain") throw severalRounds(run);
  const { verified } = overview.summary;
  const best = winnerOf(overview.summary);
  return { verified, passed: passedVerdict(verified), best, name: overview.summary.run, seedScore: 1 };
}

function plainProblemOf(run: Run): Problem {
  if (run.overview().kind !== "plain") throw severalRounds(run);
  return readRunRecord({ folder: run.folder }).problem;
}

function severalRounds(run: Run): GalapagosError {
  return new GalapagosError(
    `${basename(run.folder)}: expected a run of one evolution, got rounds against champions`,
    {
      code: "apply/repository",
      hint: "its programs: galapagos inspect",
    },
  );
}
