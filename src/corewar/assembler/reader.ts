import type { Diagnostics } from "./diagnostic.ts";
import { quote } from "./expression.ts";
import type { Symbols } from "./symbols.ts";
import { isSymbol, type Token } from "./token.ts";

/** Tokens of a line, read from the left. */
export class Reader {
  readonly tokens: readonly Token[];
  at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  /** The token that comes next. */
  peek(): Token | undefined {
    return this.tokens[this.at];
  }

  take(): Token | undefined {
    const token = this.tokens[this.at];
    if (token !== undefined) this.at++;
    return token;
  }

  /** All that is left. */
  rest(): readonly Token[] {
    const tokens = this.tokens.slice(this.at);
    this.at = this.tokens.length;
    return tokens;
  }

  /** Puts `&index` behind a name that was just read: `bomb&N` in the third round of loop `N` is `bomb03`. */
  joined(first: Token, symbols: Symbols, diagnostics: Diagnostics): Token {
    let name = first;
    for (;;) {
      const [sign, index] = this.tokens.slice(this.at, this.at + 2);
      const follows = !name.spaced && isSymbol(sign, "&") && sign?.spaced === false;
      if (!follows || index?.kind !== "name" || index.text.startsWith("_")) return name;
      this.at += 2;
      const meaning = symbols.find(index.text);
      if (meaning?.kind !== "index") {
        const message = `${quote(`&${index.text}`)} does not name a loop around this line`;
        diagnostics.error(index, message, "the index of an enclosing FOR");
        return { ...name, spaced: index.spaced };
      }
      const text = name.text + String(meaning.value).padStart(2, "0");
      name = { ...name, text, spaced: index.spaced };
    }
  }
}
