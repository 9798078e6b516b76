import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Folder of ground-truth data that lies beside the checkout on some machines; `null` elsewhere. */
export const sharedFolder: string | null = (() => {
  const folder = fileURLToPath(new URL("../../../shared/", import.meta.url));
  return existsSync(folder) ? folder : null;
})();
