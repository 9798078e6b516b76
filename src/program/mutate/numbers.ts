import type { SyntaxNode } from "../syntax.ts";
import type { Site } from "./sites.ts";

/** A numeric literal that may be moved, its sign included (`-0.5` is one number). */
export interface NumberSite {
  readonly site: Site;
  readonly start: number;
  readonly end: number;
  /** Offset of the literal itself, after any sign. */
  readonly literalStart: number;
  readonly value: number;
  /** Written without fraction or exponent, as are all of its peers. */
  readonly integer: boolean;
  /**
   * Where it stands, told by names rather than counts, so that the same number is found again in a relative.
   */
  readonly address: string;
  /** The list that holds it in some row, or `null` when it stands alone. */
  readonly table: NumberTable | null;
  /** Row of the table, from 0. */
  readonly row: number;
  /**
   * Numbers at the same place of the table's other rows, itself included; just itself when it stands alone.
   */
  readonly peers: Peers;
}

/** A literal list of at least three elements with numbers in them: each element is a row. */
export interface NumberTable {
  readonly site: Site;
  /** Numbers by row; rows without numbers are left out. */
  readonly rows: readonly (readonly NumberSite[])[];
  readonly numbers: readonly NumberSite[];
}

/** Numbers that play the same part, and how they are spread: the natural unit of a step. */
interface Peers {
  readonly numbers: NumberSite[];
  low: number;
  high: number;
  /** Standard deviation; 0 for fewer than three. */
  spread: number;
}

/** All numbers that may be moved, in source order, and the tables they form. */
export interface Numbers {
  readonly all: readonly NumberSite[];
  readonly tables: readonly NumberTable[];
  readonly byAddress: ReadonlyMap<string, NumberSite>;
}

/**
 * Finds the numbers among a program's sites. Those in the heads of loops are left to the operators that
 * change code.
 */
export function listNumbers(sites: readonly Site[]): Numbers {
  const all: NumberSite[] = [];
  const tables = new Map<Site, GrowingTable>();
  const columns = new Map<string, Peers>();
  const byAddress = new Map<string, NumberSite>();
  for (const literal of sites) {
    if (literal.node.type !== "NumericLiteral" || literal.role === "name") continue;
    const signed = literal.parent?.node.type === "UnaryExpression" && literal.parent.node.operator === "-";
    const site = signed ? (literal.parent as Site) : literal;
    if (!site.editable || site.inLoopHead) continue;
    const { address, list, row, column } = locate(site);
    const key = list ? `${list.index}${column}` : `=${site.index}`;
    let peers = columns.get(key);
    if (!peers) {
      peers = { numbers: [], low: Infinity, high: -Infinity, spread: 0 };
      columns.set(key, peers);
    }
    let table = list ? tables.get(list) : undefined;
    if (list && !table) {
      table = { site: list, rowsByElement: new Map(), rows: [], numbers: [] };
      tables.set(list, table);
    }
    const value = Number(literal.node.value) * (signed ? -1 : 1);
    const integer = Number.isInteger(value) && Math.abs(value) < 1e9;
    const { start, end } = site.node;
    const place = { site, start, end, literalStart: literal.node.start, address, row };
    const number: NumberSite = { ...place, value, integer, table: table ?? null, peers };
    all.push(number);
    peers.numbers.push(number);
    if (!byAddress.has(address)) byAddress.set(address, number);
    if (table) {
      enter(number, table);
    }
  }
  for (const peers of columns.values()) measure(peers);
  return { all, tables: [...tables.values()], byAddress };
}

interface GrowingTable extends NumberTable {
  readonly rowsByElement: Map<number, NumberSite[]>;
  readonly rows: NumberSite[][];
  readonly numbers: NumberSite[];
}

function enter(number: NumberSite, table: GrowingTable): void {
  table.numbers.push(number);
  const inRow = table.rowsByElement.get(number.row);
  if (inRow) inRow.push(number);
  else {
    const fresh = [number];
    table.rowsByElement.set(number.row, fresh);
    table.rows.push(fresh);
  }
}

function measure(peers: Peers): void {
  let sum = 0;
  let fraction = false;
  for (const { value, integer } of peers.numbers) {
    sum += value;
    peers.low = Math.min(peers.low, value);
    peers.high = Math.max(peers.high, value);
    fraction ||= !integer;
  }
  const mean = sum / peers.numbers.length;
  if (peers.numbers.length >= 3) {
    const squares = peers.numbers.reduce((total, { value }) => total + (value - mean) ** 2, 0);
    peers.spread = Math.sqrt(squares / peers.numbers.length);
  }
  // A list that holds 0, 0.5 and 1 holds no integers.
  if (fraction) for (const number of peers.numbers) (number as { integer: boolean }).integer = false;
}

const DATA: ReadonlySet<string> = new Set(["ArrayExpression", "ObjectExpression", "ObjectProperty"]);

interface Place {
  readonly address: string;
  readonly list: Site | null;
  readonly row: number;
  readonly column: string;
}

/** Climbs from a number to the root: past the outermost list it belongs to, then from name to name. */
function locate(site: Site): Place {
  let path = "";
  let address = "";
  let named = false;
  let isData = true;
  let list: Site | null = null;
  let row = 0;
  let column = "";
  for (let at: Site | null = site; at; at = at.parent) {
    const { parent } = at;
    // A list of computed values is code: its numbers have no peers.
    isData &&= at === site || DATA.has(at.node.type);
    if (
      isData &&
      parent?.node.type === "ArrayExpression" &&
      (parent.node.elements as unknown[]).length >= 3
    ) {
      list = parent;
      row = at.at;
      column = path;
    }
    const name = nameOf(at.node);
    if (name) {
      address += named ? `<${name}` : `${path}=${name}`;
      named = true;
    }
    path += at.at < 0 ? `.${at.key}` : `.${at.key}${at.at}`;
  }
  return { address: named ? address : path, list, row, column };
}

function nameOf(node: SyntaxNode): string | null {
  const { id } = node as { id?: SyntaxNode };
  const declares = node.type === "VariableDeclarator" || node.type === "FunctionDeclaration";
  return declares && id?.type === "Identifier" ? String(id.name) : null;
}
