#include <optional>
#include <utility>

#include "contracts/path_text.h"
#include "contracts/readers.h"
#include "contracts/script_strings.h"

namespace testfed {
namespace {

// Whether the text at `at` names a module: `from "x"`, `import "x"`, `require("x")`, `import("x")`,
// `jest.mock("x")` and other functions of jest and vi.
bool NamesModule(const std::vector<ScriptToken>& tokens, size_t at) {
  if (at == 0) return false;
  if (tokens[at - 1].Is("from") || tokens[at - 1].Is("import")) return true;
  if (at < 2 || !tokens[at - 1].Is("(")) return false;
  const ScriptToken& callee = tokens[at - 2];
  if (callee.Is("require") || callee.Is("import")) return true;
  for (const char* name :
       {"mock", "unmock", "doMock", "doUnmock", "resolve", "requireActual", "requireMock",
        "importActual", "importMock", "createMockFromModule", "setMock"}) {
    if (callee.Is(name)) return at > 3 && tokens[at - 3].Is(".");
  }
  return false;
}

}  // namespace

std::vector<Reference> ReadScriptReferences(std::string_view text) {
  const ScriptWords words = ReadScriptWords(text);
  std::vector<Reference> references;
  for (size_t at = 0; at < words.tokens.size(); ++at) {
    const ScriptToken& token = words.tokens[at];
    if (token.kind != ScriptToken::Kind::kString && token.kind != ScriptToken::Kind::kTemplate) {
      continue;
    }
    if (token.text.find_first_of("/.") == std::string_view::npos) continue;
    std::optional<std::string> value = ScriptStringValue(token);
    if (!value) continue;
    const bool relative =
        value->starts_with("./") || value->starts_with("../") || *value == "." || *value == "..";
    if (NamesModule(words.tokens, at)) {
      if (relative)
        references.push_back({Reference::Kind::kImport, *std::move(value), token.position});
    } else if (LooksLikePath(*value)) {
      references.push_back({Reference::Kind::kText, *std::move(value), token.position});
    }
  }
  return references;
}

}  // namespace testfed
