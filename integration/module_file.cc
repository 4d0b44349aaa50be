#include "integration/module_file.h"

#include <algorithm>
#include <array>

#include "contracts/comment_tags.h"
#include "contracts/python_lexer.h"

namespace testfed {
namespace {

using Token = PythonToken;

// A Starlark string literal without prefix, unescaped as far as labels, URLs and hashes need it.
bool Unquote(std::string_view text, std::string& value) {
  bool raw = text.starts_with('r');
  if (raw) text.remove_prefix(1);
  for (std::string_view quote : {"\"\"\"", "'''", "\"", "'"}) {
    if (!text.starts_with(quote) || text.size() < 2 * quote.size()) continue;
    text = text.substr(quote.size(), text.size() - 2 * quote.size());
    value.clear();
    for (size_t i = 0; i < text.size(); ++i) {
      if (raw || text[i] != '\\') {
        value += text[i];
        continue;
      }
      ++i;
      if (i >= text.size() || std::string_view("\\\"'").find(text[i]) == std::string_view::npos) {
        return false;
      }
      value += text[i];
    }
    return true;
  }
  return false;
}

class Calls {
 public:
  Calls(const std::vector<Token>& tokens, const std::string& file) : tokens_(tokens), file_(file) {}

  // One logical line that is `NAME(...)`; anything else is none of ours.
  bool Read(ModuleCall& call) {
    if (tokens_.size() < 3 || tokens_[0].kind != Token::Kind::kName || !tokens_[1].Is("(") ||
        !tokens_.back().Is(")")) {
      return false;
    }
    call.function = tokens_[0].text;
    call.place = {file_, tokens_[0].position};
    size_t at = 2;
    const size_t end = tokens_.size() - 1;
    while (at < end) {
      size_t stop = at;
      for (int depth = 0; stop < end && (depth > 0 || !tokens_[stop].Is(",")); ++stop) {
        if (tokens_[stop].Is("(") || tokens_[stop].Is("[") || tokens_[stop].Is("{")) ++depth;
        if (tokens_[stop].Is(")") || tokens_[stop].Is("]") || tokens_[stop].Is("}")) --depth;
      }
      std::string name;
      if (stop - at >= 2 && tokens_[at].kind == Token::Kind::kName && tokens_[at + 1].Is("=")) {
        name = tokens_[at].text;
        at += 2;
      }
      call.arguments.emplace(name, Argument(at, stop));
      at = stop + 1;
    }
    return true;
  }

 private:
  ModuleArgument Argument(size_t at, size_t end) const {
    ModuleArgument argument;
    bool list = end - at >= 2 && tokens_[at].Is("[") && tokens_[end - 1].Is("]");
    if (list) {
      ++at;
      --end;
    }
    for (; at < end; ++at) {
      std::string value;
      if (tokens_[at].kind == Token::Kind::kString && Unquote(tokens_[at].text, value)) {
        argument.texts.push_back(value);
      } else if (!(list && tokens_[at].Is(","))) {
        argument.literal = false;
      }
    }
    return argument;
  }

  const std::vector<Token>& tokens_;
  const std::string& file_;
};

}  // namespace

std::string ModuleCall::Text(const std::string& name) const {
  auto found = arguments.find(name);
  if (found == arguments.end() || found->second.texts.size() != 1) return "";
  return found->second.texts[0];
}

std::vector<ModuleCall> ReadModuleFile(std::string_view text, const std::string& file,
                                       std::vector<Finding>& findings) {
  std::vector<ModuleCall> calls;
  CommentTags comments;
  PythonLines lines(text, comments);
  PythonLine line;
  while (lines.Start(line)) {
    if (!lines.Finish(line)) break;
    const std::vector<Token> tokens = lines.Tokens(line);
    ModuleCall call;
    if (Calls(tokens, file).Read(call)) calls.push_back(std::move(call));
  }
  if (!lines.ok()) {
    findings.push_back(
        {Severity::kError, {file, lines.error_position()}, "module-file", lines.error(), {}});
  }
  return calls;
}

bool IsOverride(const ModuleCall& call) {
  constexpr std::array kFunctions = {"git_override", "archive_override", "local_path_override",
                                     "single_version_override", "multiple_version_override"};
  return std::any_of(kFunctions.begin(), kFunctions.end(),
                     [&](const char* function) { return call.function == function; });
}

std::string PathOfInclude(std::string_view label) {
  if (label.starts_with("@//")) label.remove_prefix(1);
  size_t colon = label.find(':');
  if (!label.starts_with("//") || colon == std::string_view::npos ||
      label.find("..") != std::string_view::npos) {
    return "";
  }
  std::string folder(label.substr(2, colon - 2));
  return folder + (folder.empty() ? "" : "/") + std::string(label.substr(colon + 1));
}

}  // namespace testfed
