/** The command that imports a place under another name. */
export function importAs(place: string): (name: string) => string {
  const typed = /^[\w./~-]+$/.test(place) ? place : JSON.stringify(place);
  return (name) => `galapagos import ${typed} --to ${name}`;
}
