#include "contracts/cpp_defines.h"

#include <algorithm>

#include "contracts/cpp_macros.h"

namespace testfed {
namespace {

using Kind = CppToken::Kind;
using Declaration = SourceDeclaration;

bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

CppArguments CppCursor::ReadArguments() {
  CppArguments arguments;
  arguments.list.emplace_back();
  int depth = 0;
  Advance();
  while (token.kind != Kind::kEnd && token.kind != Kind::kDirective &&
         token.kind != Kind::kDirectiveEnd) {
    if (token.Is("{") || token.Is("}") || token.Is(";")) break;
    if (token.Is(")") && depth-- == 0) {
      arguments.closed = true;
      Advance();
      break;
    }
    if (token.Is("(")) ++depth;
    if (depth == 0 && token.Is(",")) {
      arguments.list.emplace_back();
    } else {
      arguments.list.back().push_back(token.kind == Kind::kText ? "\"" : token.text);
    }
    Advance();
  }
  return arguments;
}

bool CppDefines::IsCandidate(std::string_view name) const {
  if (IsTestMacro(name)) return true;
  if (macros_.contains(name)) return true;
  return name.size() > 4 && name.find("TEST") != std::string_view::npos && !IsOtherGtestMacro(name);
}

std::vector<std::string> CppDefines::ValuesOf(const std::vector<std::string_view>& tokens,
                                              int depth) const {
  if (tokens.size() == 4 && tokens[1] == "(" && tokens[3] == ")") {
    auto pasted = templates_.find(tokens[0]);
    if (pasted == templates_.end() || depth > 0) return {"*"};
    std::vector<std::string> values;
    for (const std::string& text : pasted->second) {
      for (const std::string& argument : ValuesOf({tokens[2]}, depth + 1)) {
        std::string value = FillTemplate(text, {argument});
        values.push_back(value.find('*') == std::string::npos ? value : "*");
      }
    }
    return values;
  }
  if (tokens.size() != 1 || tokens[0].empty() || !IsNameStart(tokens[0][0])) return {"*"};
  auto alias = aliases_.find(tokens[0]);
  if (alias == aliases_.end()) return {std::string(tokens[0])};
  if (depth == 4) return {"*"};
  std::vector<std::string> values;
  for (const std::vector<std::string_view>& text : alias->second.texts) {
    for (std::string& value : ValuesOf(text, depth + 1)) {
      bool known = std::find(values.begin(), values.end(), value) != values.end();
      if (!known && values.size() < 16) values.push_back(std::move(value));
    }
  }
  if (alias->second.conditional && alias->second.texts.size() == 1) {
    values.emplace_back(tokens[0]);
  }
  return values;
}

void CppDefines::Read(bool conditional) {
  CppToken macro = token_;
  Advance();
  bool function =
      token_.Is("(") && token_.position.line == macro.position.line &&
      token_.position.column == macro.position.column + static_cast<int>(macro.text.size());
  std::vector<std::string_view> parameters;
  if (!function) {
    ReadAliasMacro(macro, conditional);
    return;
  }
  for (Advance(); token_.kind != Kind::kDirectiveEnd && token_.kind != Kind::kEnd; Advance()) {
    if (token_.kind == Kind::kName) parameters.push_back(token_.text);
    if (token_.Is(")")) break;
  }
  if (token_.Is(")")) Advance();
  if (IsTestMacro(macro.text) || IsOtherGtestMacro(macro.text)) return;
  ReadMacroText(macro, parameters);
}

void CppDefines::ReadAliasMacro(const CppToken& macro, bool conditional) {
  std::vector<std::string_view> tokens;
  for (; token_.kind != Kind::kDirectiveEnd && token_.kind != Kind::kEnd; Advance()) {
    if (tokens.size() < 2) tokens.push_back(token_.text);
  }
  // `#define MY_TEST TEST_F`: as a macro that passes its arguments on.
  if (tokens.size() == 1 && (IsTestMacro(tokens[0]) || macros_.contains(tokens[0]))) {
    int parent = AddMacro(macro);
    AddCall(parent, tokens[0], {"$1", "$2"}, macro.position);
    return;
  }
  Alias& alias = aliases_[macro.text];
  alias.conditional = alias.conditional && conditional;
  std::vector<std::vector<std::string_view>>& texts = alias.texts;
  constexpr size_t kMostTexts = 8;
  if (texts.size() < kMostTexts) {
    texts.push_back(std::move(tokens));
  } else {
    texts.assign(1, {});  // anything
  }
}

int CppDefines::AddMacro(const CppToken& macro) {
  Declaration declaration;
  declaration.kind = Declaration::Kind::kGroup;
  declaration.name = macro.text;
  declaration.modifiers = {"#define"};
  declaration.position = macro.position;
  facts_.declarations.push_back(std::move(declaration));
  macros_.insert(macro.text);
  return static_cast<int>(facts_.declarations.size()) - 1;
}

void CppDefines::AddCall(int parent, std::string_view name, std::vector<std::string> templates,
                         Position position) {
  Declaration call;
  call.parent = parent;
  call.name = name;
  call.parameters = std::move(templates);
  call.modifiers = {"#call"};
  call.position = position;
  facts_.declarations.push_back(std::move(call));
}

void CppDefines::ReadMacroText(const CppToken& macro,
                               const std::vector<std::string_view>& parameters) {
  int parent = -1;
  bool simple = true;
  std::vector<std::string_view> tokens;
  while (token_.kind != Kind::kDirectiveEnd && token_.kind != Kind::kEnd) {
    constexpr size_t kLongest = 16;
    simple = simple && tokens.size() < kLongest && token_.kind != Kind::kText;
    if (simple) tokens.push_back(token_.text);
    if (token_.kind != Kind::kName) {
      Advance();
      continue;
    }
    CppToken call = token_;
    Advance();
    if (call.text == "MakeAndRegisterTestInfo" || call.text == "RegisterTest") {
      if (parent < 0) parent = AddMacro(macro);
      AddCall(parent, "TEST", {"*", "*"}, call.position);
    } else if (token_.Is("(") && IsCandidate(call.text)) {
      simple = false;
      CppArguments arguments = cursor_.ReadArguments();
      if (IsTestMacro(call.text) && arguments.list.size() < 2) continue;
      std::vector<std::string> templates;
      for (const std::vector<std::string_view>& argument : arguments.list) {
        templates.push_back(TemplateOf(argument, parameters));
      }
      if (parent < 0) parent = AddMacro(macro);
      AddCall(parent, call.text, std::move(templates), call.position);
    }
  }
  std::string text = simple ? TemplateOf(tokens, parameters) : "*";
  std::set<std::string>& texts = templates_[macro.text];
  constexpr size_t kMostTexts = 8;
  if (texts.size() < kMostTexts) {
    texts.insert(std::move(text));
  } else {
    texts = {"*"};
  }
}

// `x##_Foo` as "$1_Foo"; whatever is more than names and `##` as "*".
std::string CppDefines::TemplateOf(const std::vector<std::string_view>& tokens,
                                   const std::vector<std::string_view>& parameters) const {
  std::string text;
  bool pasted = true;
  for (std::string_view token : tokens) {
    if (token == "##") {
      pasted = true;
      continue;
    }
    const bool number = !token.empty() && token[0] >= '0' && token[0] <= '9';
    if (!pasted || token.empty() || (!number && !IsNameStart(token[0])) ||
        (number && (text.empty() || token.find_first_of(".'+-") != std::string_view::npos))) {
      return "*";
    }
    pasted = false;
    auto parameter = std::find(parameters.begin(), parameters.end(), token);
    auto index = parameter - parameters.begin();
    if (number) {
      text += token;
    } else if (parameter == parameters.end()) {
      std::vector<std::string> values = ValuesOf({token});
      text += values.size() == 1 ? values[0] : "*";
    } else if (index < 9) {
      text += "$" + std::to_string(index + 1);
    } else {
      text += "*";
    }
  }
  return text.empty() ? "*" : text;
}

}  // namespace testfed
