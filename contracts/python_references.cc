#include <optional>
#include <utility>

#include "contracts/path_text.h"
#include "contracts/python_lexer.h"
#include "contracts/python_strings.h"
#include "contracts/readers.h"

namespace testfed {
namespace {

// `from ..x import y` is `../x`, `from . import y` is `./y`.
void AddRelativeImport(const std::vector<PythonToken>& tokens, std::vector<Reference>& references) {
  std::string path = ".";
  size_t at = 1;
  for (; at < tokens.size() && tokens[at].Is("."); ++at) {
    if (at > 1) path += at == 2 ? "." : "/..";
  }
  if (at == 1) return;
  const size_t module = at;
  for (; at < tokens.size() && !tokens[at].Is("import"); ++at) {
    path += tokens[at].Is(".") ? "" : "/" + std::string(tokens[at].text);
  }
  if (at > module) {
    references.push_back({Reference::Kind::kImport, std::move(path), tokens[1].position});
    return;
  }
  bool alias = false;
  for (++at; at < tokens.size(); ++at) {
    if (tokens[at].kind == PythonToken::Kind::kName && !alias && !tokens[at].Is("as")) {
      references.push_back({Reference::Kind::kImport, path + "/" + std::string(tokens[at].text),
                            tokens[at].position});
    }
    alias = tokens[at].Is("as");
  }
}

}  // namespace

std::vector<Reference> ReadPythonReferences(std::string_view text) {
  std::vector<Reference> references;
  CommentTags comments;
  PythonLines lines(text, comments);
  PythonLine line;
  while (lines.Start(line) && lines.Finish(line)) {
    const std::string_view code = text.substr(line.begin, line.code_end - line.begin);
    const bool from = code.starts_with("from");
    const bool quoted = code.find_first_of("'\"") != std::string_view::npos &&
                        code.find('/') != std::string_view::npos;
    if (!from && !quoted) continue;
    const std::vector<PythonToken> tokens = lines.Tokens(line);
    if (!tokens.empty() && tokens[0].Is("from")) AddRelativeImport(tokens, references);
    for (const PythonToken& token : tokens) {
      if (token.kind != PythonToken::Kind::kString) continue;
      if (token.text.find('/') == std::string_view::npos) continue;
      std::optional<std::string> value = PythonStringValue(token.text);
      if (value && LooksLikePath(*value)) {
        references.push_back({Reference::Kind::kText, *std::move(value), token.position});
      }
    }
  }
  return references;
}

}  // namespace testfed
