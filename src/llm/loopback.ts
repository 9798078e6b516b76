/** True for an address of this machine. */
export function isLoopback(baseUrl: string): boolean {
  const name = URL.parse(baseUrl)?.hostname ?? "";
  return name === "localhost" || name === "[::1]" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}
