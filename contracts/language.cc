#include "contracts/language.h"

#include <algorithm>

namespace testfed {
namespace {

std::string_view NameOf(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool IsScriptEnding(std::string_view ending) {
  for (std::string_view known : {"js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts"}) {
    if (ending == known) return true;
  }
  return false;
}

bool IsScriptTest(std::string_view name) {  // *.test.js, *.spec.ts; also `test.js`, as both take it
  size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || !IsScriptEnding(name.substr(dot + 1))) return false;
  std::string_view stem = name.substr(0, dot);
  return stem.ends_with(".test") || stem.ends_with(".spec") || stem == "test" || stem == "spec";
}

}  // namespace

std::string_view ToString(Language language) {
  switch (language) {
    case Language::kJava:
      return "Java";
    case Language::kKotlin:
      return "Kotlin";
    case Language::kPython:
      return "Python";
    case Language::kCpp:
      return "C++";
    case Language::kGo:
      return "Go";
    case Language::kScript:
      return "JavaScript";
    case Language::kStarlark:
      break;
  }
  return "Starlark";
}

std::optional<Language> LanguageOf(std::string_view path) {
  std::string_view name = NameOf(path);
  if (name == "BUILD" || name == "BUILD.bazel") return Language::kStarlark;
  size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  std::string_view ending = name.substr(dot + 1);
  if (ending == "java") return Language::kJava;
  if (ending == "kt" || ending == "kts") return Language::kKotlin;
  if (ending == "py") return Language::kPython;
  for (std::string_view known : {"cc", "cpp", "cxx", "c++", "C", "h", "hh", "hpp", "hxx", "inc"}) {
    if (ending == known) return Language::kCpp;
  }
  if (ending == "go") return Language::kGo;
  if (ending == "bzl") return Language::kStarlark;
  if (IsScriptEnding(ending)) return Language::kScript;
  return std::nullopt;
}

const std::vector<Language>& LanguagesOf(Runner runner) {
  static const std::vector<Language> kNone, kJvm = {Language::kJava, Language::kKotlin},
                                            kPython = {Language::kPython}, kCpp = {Language::kCpp},
                                            kGo = {Language::kGo}, kScript = {Language::kScript},
                                            kStarlark = {Language::kStarlark};
  switch (runner) {
    case Runner::kJunit:
      return kJvm;
    case Runner::kPytest:
      return kPython;
    case Runner::kGtest:
      return kCpp;
    case Runner::kGo:
      return kGo;
    case Runner::kJest:
    case Runner::kVitest:
      return kScript;
    case Runner::kBazel:
      return kStarlark;
    case Runner::kCommand:
    case Runner::kCtest:
      break;
  }
  return kNone;
}

bool IsTestFileOf(Runner runner, std::string_view path) {
  std::optional<Language> language = LanguageOf(path);
  const std::vector<Language>& languages = LanguagesOf(runner);
  if (!language || std::find(languages.begin(), languages.end(), *language) == languages.end()) {
    return false;
  }
  std::string_view name = NameOf(path);
  switch (runner) {
    case Runner::kPytest:
      return name.starts_with("test_") || name.ends_with("_test.py");
    case Runner::kGo:
      return name.ends_with("_test.go");
    case Runner::kJest:
      return IsScriptTest(name) || path.starts_with("__tests__/") ||
             path.find("/__tests__/") != std::string_view::npos;
    case Runner::kVitest:
      return IsScriptTest(name);
    default:
      return true;
  }
}

}  // namespace testfed
