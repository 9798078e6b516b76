import {
  renderOperatorsTemplate,
  renderPolicyTemplate,
  renderPromptTemplate,
  renderTemplate,
  type Template,
} from "./render-template.ts";
import { TEMPLATE_FILES, TEMPLATE_LANGUAGES, type TemplateLanguage } from "./template-language.ts";

/** How the programs of a new problem are used. */
export type TemplateContract = "program" | "operators" | "policy" | "prompt";

/** The files that `init` writes for one contract. */
interface ContractTemplate {
  /** Languages that it is written in, the usual one first; none where programs are plain text. */
  readonly languages: readonly TemplateLanguage[];
  /** The files; `schema` is the path of the problem schema, relative to the folder. */
  render(name: string, language: TemplateLanguage, schema: string): Template;
  /** File name of the seed. */
  seed(language: TemplateLanguage): string;
  /** Words that the commands which try programs need. */
  readonly flags?: readonly string[];
}

/** The templates by contract. */
export const CONTRACT_TEMPLATES: { readonly [contract in TemplateContract]: ContractTemplate } = {
  program: { languages: TEMPLATE_LANGUAGES, render: renderTemplate, seed: seedOf },
  operators: {
    languages: ["javascript"],
    render: (name, _language, schema) => renderOperatorsTemplate(name, schema),
    seed: seedOf,
  },
  policy: { languages: ["javascript", "python"], render: renderPolicyTemplate, seed: seedOf },
  prompt: {
    languages: [],
    render: (name, _language, schema) => renderPromptTemplate(name, schema),
    seed: () => "prompt.md",
    flags: ["--model", "stand-in"],
  },
};

function seedOf(language: TemplateLanguage): string {
  return TEMPLATE_FILES[language].seed;
}
