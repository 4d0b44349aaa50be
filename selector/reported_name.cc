#include "selector/reported_name.h"

#include <algorithm>
#include <utility>

#include "contracts/test_name.h"

namespace testfed {
namespace {

std::vector<std::string_view> Split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  while (true) {
    size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

std::string Replaced(std::string text, char from, char to) {
  std::replace(text.begin(), text.end(), from, to);
  return text;
}

std::string_view Trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool AllDigits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "java.util.Map$Entry[]" -> "Entry[]", as Class.getSimpleName() says.
std::string_view SimpleType(std::string_view type) {
  type = Trimmed(type);
  size_t at = type.find_last_of(".$");
  return at == std::string_view::npos ? type : type.substr(at + 1);
}

std::string WithSimpleTypes(std::string_view method, std::string_view types) {
  std::string text(method);
  if (Trimmed(types).empty()) return text;
  text += "(";
  for (std::string_view type : Split(types, ",")) {
    if (text.back() != '(') text += ",";
    text += SimpleType(type);
  }
  return text + ")";
}

// "p(int, String)[2]", "p{int}[1]", "a()", "rounds half up()" -> without the invocation, with
// simple types. "[2] a, b", the name that Gradle gives an invocation, does not tell the method: "".
std::string JunitMethod(std::string_view name) {
  if (name.ends_with(']')) {
    size_t open = name.rfind('[');
    if (open != std::string_view::npos &&
        AllDigits(name.substr(open + 1, name.size() - open - 2))) {
      name = name.substr(0, open);
    }
  }
  if (name.empty() || name.starts_with('[')) return "";
  for (auto [begin, end] : {std::pair<char, char>{'(', ')'}, std::pair<char, char>{'{', '}'}}) {
    if (!name.ends_with(end)) continue;
    size_t open = name.rfind(begin);
    if (open == std::string_view::npos || open == 0) continue;
    std::string_view types = name.substr(open + 1, name.size() - open - 2);
    // A name in back-ticks may end in parentheses of its own: "adds (twice)".
    bool are_types =
        name[open - 1] != ' ' && types.find_first_not_of(
                                     "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789_.$[], ") == std::string_view::npos;
    if (are_types) return WithSimpleTypes(name.substr(0, open), types);
  }
  return std::string(name);
}

// Instances: "Prefix/Suite" of TEST_P, whose names are "Name/0"; "Suite/0" and "Prefix/Suite/Type"
// of typed tests, whose names have none.
std::string GtestName(std::string_view classname, std::string_view name) {
  std::vector<std::string_view> parts = Split(classname, "/");
  size_t slash = name.find('/');
  std::string_view suite = parts.front();
  if (slash != std::string_view::npos) {
    suite = parts.back();
  } else if (parts.size() > 2) {
    suite = parts[1];
  }
  return std::string(suite) + "." + std::string(name.substr(0, slash));
}

bool LooksLikeScript(std::string_view text) {
  for (std::string_view end : {".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts"}) {
    if (text.ends_with(end)) return true;
  }
  return false;
}

std::string ScriptName(const ReportedTest& test) {
  std::string file = test.file;
  std::string titles;
  if (LooksLikeScript(test.classname)) {  // Vitest
    if (file.empty()) file = test.classname;
    for (std::string_view title : Split(test.name, " > ")) {
      titles += (titles.empty() ? "" : " ") + std::string(title);
    }
  } else if (test.classname == test.name) {  // jest-junit as it is delivered
    titles = test.name;
  } else {
    titles = test.classname + " " + test.name;
  }
  while (file.starts_with("./")) file.erase(0, 2);
  titles = Trimmed(titles);
  return file.empty() ? titles : file + " > " + titles;
}

// ".../testlogs/a/b/name/test.xml", "…/name/shard_1_of_2/test.xml", "…/name/test_attempts/
// attempt_1.xml" -> "a/b/name"
std::string BazelName(std::string_view path) {
  std::vector<std::string_view> parts = Split(path, "/");
  size_t begin = parts.size();
  for (size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == "testlogs" || parts[i] == "bazel-testlogs") begin = i + 1;
  }
  std::string name;
  for (size_t i = begin; i + 1 < parts.size(); ++i) {
    std::string_view part = parts[i];
    bool is_part_of_run = (part.starts_with("shard_") || part.starts_with("run_")) &&
                          part.find("_of_") != std::string_view::npos;
    if (part == "test_attempts" || is_part_of_run) break;
    if (part.empty() || part == ".") continue;
    name += (name.empty() ? "" : "/") + std::string(part);
  }
  return name;
}

// `text` without `directory` and the separator; nullopt where it does not begin so.
std::optional<std::string> Below(std::string_view directory, std::string_view text,
                                 char separator) {
  if (directory.empty() || !text.starts_with(directory)) return std::nullopt;
  text.remove_prefix(directory.size());
  if (!text.starts_with(separator)) return std::nullopt;
  return std::string(text.substr(1));
}

std::string PytestName(std::string_view id) {
  size_t colons = std::min(id.find("::"), id.size());
  std::string_view path = id.substr(0, colons);
  if (path.ends_with(".py")) path.remove_suffix(3);
  std::string name = Replaced(std::string(path), '/', '.');
  std::vector<std::string_view> rest;
  if (colons < id.size()) rest = Split(id.substr(colons + 2), "::");
  for (size_t i = 0; i < rest.size(); ++i) {
    name += (i + 1 < rest.size() ? "." : "::") + std::string(rest[i]);
  }
  return name;
}

std::string JunitName(std::string_view id) {
  size_t hash = id.find('#');
  size_t open = hash == std::string_view::npos ? hash : id.find('(', hash);
  if (!id.ends_with(')') || open == std::string_view::npos) return std::string(id);
  std::string_view types = id.substr(open + 1, id.size() - open - 2);
  if (types == "*") return std::string(id);
  return WithSimpleTypes(id.substr(0, open), types);
}

// "./a/b#TestA" -> "a/b#TestA"; the root's is "#TestA"
std::string_view GoName(std::string_view id) {
  if (id.starts_with("./")) id.remove_prefix(2);
  if (id.starts_with(".#")) id.remove_prefix(1);
  return id;
}

}  // namespace

Runner RunnerOfReport(const JunitReport& report) {
  if (!BazelName(report.path).empty()) return Runner::kBazel;
  if (report.suite == "pytest") return Runner::kPytest;
  if (report.suite == "vitest tests") return Runner::kVitest;
  if (report.suite == "jest tests") return Runner::kJest;
  if (report.has_go_version) return Runner::kGo;
  if (report.has_gtest_result) return Runner::kGtest;
  bool named_twice = !report.tests.empty();
  for (const ReportedTest& test : report.tests) named_twice &= test.classname == test.name;
  return named_twice && !report.has_suites_root ? Runner::kCtest : Runner::kJunit;
}

ReportedName ReportedNameOf(Runner runner, const ReportedTest& test, std::string_view report_path) {
  switch (runner) {
    case Runner::kGtest:
      return {GtestName(test.classname, test.name)};
    case Runner::kJunit: {
      std::string method = JunitMethod(test.name);
      if (method.empty() || test.classname.empty()) return {};
      return {test.classname + "#" + method};
    }
    case Runner::kPytest: {
      std::string_view name = std::string_view(test.name).substr(0, test.name.find('['));
      // A file that cannot be collected is reported as a case without a class.
      if (test.classname.empty()) return {std::string(name)};
      return {test.classname + "::" + std::string(name)};
    }
    case Runner::kGo: {
      size_t slash = test.name.find('/');
      return {test.classname + "#" + test.name.substr(0, slash), slash != std::string::npos};
    }
    case Runner::kJest:
    case Runner::kVitest:
      return {ScriptName(test)};
    case Runner::kBazel:
      return {BazelName(report_path)};
    case Runner::kCtest:
      return {test.name};
    case Runner::kCommand:
      break;
  }
  if (test.classname.empty() || test.classname == test.name) return {test.name};
  return {test.classname + "." + test.name};
}

std::vector<std::string> ReportedNamesOf(Runner runner, std::string_view directory,
                                         std::string_view test_id) {
  std::vector<std::string> names;
  switch (runner) {
    case Runner::kPytest: {
      names.push_back(PytestName(test_id));
      std::string folder = Replaced(std::string(directory), '/', '.');
      if (auto below = Below(folder, names.front(), '.')) names.push_back(*std::move(below));
      return names;
    }
    case Runner::kJunit:
      return {JunitName(test_id)};
    case Runner::kGo: {
      std::string_view name = GoName(test_id);
      names.emplace_back(name);
      if (auto below = Below(directory, name, '/')) {
        names.push_back(*std::move(below));
      } else if (auto root = Below(directory, name, '#')) {
        names.push_back("#" + *root);
      }
      return names;
    }
    case Runner::kJest:
    case Runner::kVitest: {
      size_t arrow = test_id.find(" > ");
      std::string file(test_id.substr(0, arrow));
      std::string titles;
      if (arrow != std::string_view::npos) {
        for (std::string_view title : Split(test_id.substr(arrow + 3), " > ")) {
          titles += (titles.empty() ? "" : " ") + std::string(title);
        }
      }
      std::string end = titles.empty() ? "" : " > " + titles;
      names.push_back(file + end);
      if (auto below = Below(directory, file, '/')) names.push_back(*below + end);
      if (!titles.empty()) names.push_back(titles);
      return names;
    }
    case Runner::kBazel: {
      std::string_view label = test_id;
      if (size_t slashes = label.find("//"); slashes != std::string_view::npos) {
        label.remove_prefix(slashes + 2);
      }
      std::string name = Replaced(std::string(label), ':', '/');
      names.push_back(name.starts_with('/') ? name.substr(1) : name);
      return names;
    }
    default:
      return {std::string(test_id)};
  }
}

bool IsEarlierAttempt(std::string_view report_path) {
  return report_path.find("/test_attempts/") != std::string_view::npos;
}

ReportedNames::ReportedNames(Runner runner, std::string_view directory,
                             const std::vector<std::string>& tests)
    : runner_(runner) {
  for (const std::string& id : tests) {
    bool is_pattern = id.find('*') != std::string::npos && !id.ends_with("(*)");
    if (is_pattern && (runner == Runner::kGtest || runner == Runner::kJunit)) {
      patterns_.push_back(id);
    }
    for (std::string& name : ReportedNamesOf(runner, directory, id)) {
      auto [at, is_new] = ids_.emplace(std::move(name), id);
      if (!is_new && at->second != id) at->second.clear();
    }
  }
}

std::string_view ReportedNames::FindExactly(std::string_view name) const {
  auto found = ids_.find(name);
  return found == ids_.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view ReportedNames::Find(std::string_view reported_name) const {
  if (reported_name.empty()) return {};
  if (auto found = ids_.find(reported_name); found != ids_.end()) return found->second;
  std::string_view id = FindAround(reported_name);
  if (!id.empty() || patterns_.empty()) return id;
  for (const std::string& pattern : patterns_) {
    if (!NamesTest(pattern, reported_name)) continue;
    if (!id.empty()) return {};
    id = pattern;
  }
  return id;
}

std::string_view ReportedNames::FindAround(std::string_view name) const {
  switch (runner_) {
    case Runner::kJunit: {
      size_t hash = name.find('#');
      if (hash == std::string_view::npos) return {};
      if (size_t open = name.rfind('('); open != std::string_view::npos && name.ends_with(')')) {
        std::string any_types = std::string(name.substr(0, open)) + "(*)";
        if (std::string_view id = FindExactly(any_types); !id.empty()) return id;
      }
      // A whole class, or one around it.
      for (std::string_view type = name.substr(0, hash); !type.empty();) {
        if (std::string_view id = FindExactly(type); !id.empty()) return id;
        size_t dollar = type.rfind('$');
        type = type.substr(0, dollar == std::string_view::npos ? 0 : dollar);
      }
      return {};
    }
    case Runner::kPytest: {
      // A whole class, one around it, or the file.
      for (std::string_view around = name.substr(0, name.find("::"));;) {
        size_t dot = around.rfind('.');
        std::string_view last = around.substr(dot == std::string_view::npos ? 0 : dot + 1);
        if (dot != std::string_view::npos) {
          std::string as_class = std::string(around.substr(0, dot)) + "::" + std::string(last);
          if (std::string_view id = FindExactly(as_class); !id.empty()) return id;
        }
        if (std::string_view id = FindExactly(around); !id.empty()) return id;
        bool may_be_class = !last.empty() && last[0] >= 'A' && last[0] <= 'Z';
        if (dot == std::string_view::npos || !may_be_class) return {};
        around = around.substr(0, dot);
      }
    }
    case Runner::kGo: {
      // The path of a module is its own: of the packages that an import path ends in, the longest.
      size_t hash = name.rfind('#');
      if (hash == std::string_view::npos) return {};
      std::string_view rest = name;
      for (size_t slash = rest.find('/'); slash < rest.rfind('#'); slash = rest.find('/')) {
        rest.remove_prefix(slash + 1);
        if (auto found = ids_.find(rest); found != ids_.end()) return found->second;
      }
      return FindExactly(name.substr(hash));
    }
    case Runner::kJest:
    case Runner::kVitest: {
      // A test whose title is computed is its whole file.
      size_t arrow = name.find(" > ");
      return arrow == std::string_view::npos ? "" : FindExactly(name.substr(0, arrow));
    }
    default:
      return {};
  }
}

}  // namespace testfed
