/**
 * A text without the special tokens of its model, as servers leave them there: the beginning of a turn before it, its end behind it, and
 * whatever the model went on with as somebody else. Inside the text they stay.
 */
export function withoutSpecialTokens(text: string): string {
  if (!/[<|｜\]]/.test(text)) return text;
  const [own = ""] = text.replace(BEGINS, "").split(NEXT_TURN, 1);
  let said = own;
  for (let end = ENDS.exec(said.slice(-LOOKED_AT)); end !== null; end = ENDS.exec(said.slice(-LOOKED_AT)))
    said = said.slice(0, said.length - end[0].length).trimEnd();
  return said;
}

const TOKENS =
  "<\\|(?:im_end|endoftext|eot_id|eom_id|end|return|EOT|end_of_text|END_RESPONSE|end_of_box)\\|>|<end_of_turn>|<｜end▁of▁sentence｜>|\\[/INST\\]|</s>";
const BEGINS = new RegExp(
  `^\\s*(?:(?:${TOKENS})\\s*)?(?:<s>|<\\|(?:begin_of_text|START_RESPONSE|begin_of_box)\\|>|<\\|im_start\\|>assistant|<\\|start_header_id\\|>assistant<\\|end_header_id\\|>|<start_of_turn>model|<\\|assistant\\|>|<｜Assistant｜>|\\[/INST\\])\\s*`,
);
const ENDS = new RegExp(`(?:${TOKENS})\\s{0,40}$`);
/** Characters at the end of a text among which a token is looked for. */
const LOOKED_AT = 80;
/** An end with another turn behind it. */
const NEXT_TURN = new RegExp(
  `(?:${TOKENS})\\s{0,8}(?:<\\|im_start\\|>|<\\|start_header_id\\|>|<start_of_turn>|<\\|user\\|>)`,
);
