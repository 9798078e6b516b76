import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { probeEngine } from "../../../src/evaluate/sandbox/container/engine.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll } from "vitest";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A Podman with a store of its own, and an image with Python in it, made of this machine's files. */
export interface Podman {
  /** Search path on which it comes first. */
  readonly searchPath: string;
  /** Id of the image. */
  readonly image: string;
  /** Asks it, and answers what it says. */
  podman(...args: readonly string[]): string;
}

/** Podman as it can be used here; `null`, with a plain word, where it cannot. */
export async function podmanHere(): Promise<Podman | null> {
  const searchPath = process.env.PATH ?? "";
  const found = await probeEngine(searchPath);
  if (!found.available || found.engine.name !== "podman") return skip("there is no podman");
  const folder = temporaryFolder("podman", { onDisk: true });
  const wrapper = join(folder, "podman");
  afterAll(async () => {
    // guards of sandboxes still ask it when those are closed
    while (spawnSync("pgrep", ["-f", folder]).status === 0) await sleep(50);
    // its store is mounted, and cannot be removed like that
    spawnSync("umount", ["--lazy", join(folder, "store/overlay")]);
  });
  const where = `--root ${folder}/store --runroot ${folder}/run --cgroup-manager cgroupfs --events-backend none`;
  for (const runtime of ["runc", "crun"]) {
    const script = `#!/bin/sh\nexec ${found.engine.path} ${where} --runtime ${runtime} "$@"\n`;
    writeFileSync(wrapper, script, { mode: 0o755 });
    const podman = (...args: readonly string[]): string =>
      execFileSync(wrapper, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    try {
      writeFileSync(join(folder, "make.sh"), IMAGE);
      mkdirSync(join(folder, "image"), { recursive: true });
      execFileSync("/bin/sh", [join(folder, "make.sh"), join(folder, "image")], { stdio: "ignore" });
      const image = podman("import", join(folder, "image.tar")).split("\n").at(-1) ?? "";
      const limits = ["--ulimit", "nofile=256:256", "--ulimit", "nproc=4096:4096", "--memory", "256m"];
      podman("run", "--rm", "--network", "none", ...limits, "--entrypoint", "python3", image, "-c", "1");
      return { searchPath: [folder, searchPath].join(delimiter), image, podman };
    } catch {
      // another runtime may do
    }
  }
  return skip("podman starts no container");
}

function skip(reason: string): null {
  console.log(`not tried in containers: ${reason}`);
  return null;
}

/** Python, a shell and what they load, as the one layer of an image. */
const IMAGE = `set -e
cd "$1"
mkdir -p usr/bin usr/lib tmp proc dev etc; chmod 1777 tmp
[ -e bin ] || { ln -s usr/bin bin; ln -s usr/lib lib; mkdir usr/lib64; ln -s usr/lib64 lib64; }
python=$(readlink -f /usr/bin/python3); name=$(basename "$python")
cp -L "$python" usr/bin/python3; cp -L /bin/sh usr/bin/sh; cp -L /usr/bin/sleep usr/bin/sleep
for file in $(ldd "$python" /bin/sh /usr/bin/sleep /usr/lib/$name/lib-dynload/*.so | grep -o '/[^ ]*[.]so[^ ]*' | grep -v "$name" | sort -u); do
  file=\${file%:}; mkdir -p ".$(dirname "$file")"; cp -L "$file" ".$file" || true
done
mkdir -p "usr/lib/$name"
tar -C "/usr/lib/$name" --exclude=__pycache__ --exclude=test --exclude=dist-packages -cf - . | tar -xf - -C "usr/lib/$name"
tar -cf ../image.tar .`;
