// JUnit's filters. The command's words say which build tool runs it: gradle, maven or, for all
// others, JUnit's console launcher.
//   gradle    --tests PATTERN, repeated: com.acme.Foo.bar, com.acme.Foo$Inner.bar. It takes no
//             parameters and no file, so all overloads run, and a long list becomes several calls.
//   maven     -Dtest=com.acme.Foo#a+b,com.acme.Foo$Inner#c. Where that is longer than an argument
//             may be, -Dsurefire.includesFile, which knows no methods: whole classes.
//   console   @FILE with one word a line: -m com.acme.Foo#bar(int), or -c com.acme.Foo where a
//             method cannot be named exactly. All: --scan-classpath, which by itself leaves out
//             classes whose names are not like `Test*`, `*Test` or `*Tests`; a pattern that takes
//             every name joins it, unless the command has one of its own.
// Limits: Linux takes 131,071 bytes in one argument and about 2 MB in all, environment included.
#include <algorithm>
#include <map>
#include <set>

#include "contracts/test_filter.h"

namespace testfed {
namespace {

constexpr size_t kMaxArgument = 120'000;
constexpr size_t kMaxArguments = 500'000;  // bytes of one call

enum class Tool { kConsole, kGradle, kMaven };

Tool ToolOf(const std::vector<std::string>& command) {
  for (std::string_view word : command) {
    std::string_view name = word.substr(word.find_last_of("/\\") + 1);
    for (std::string_view known : {"gradle", "gradlew", "gradle.bat", "gradlew.bat"}) {
      if (name == known) return Tool::kGradle;
    }
    for (std::string_view known : {"mvn", "mvnw", "mvnd", "mvn.cmd", "mvnw.cmd"}) {
      if (name == known) return Tool::kMaven;
    }
  }
  return Tool::kConsole;
}

struct Id {
  std::string_view class_name, method, parameters;  // no method: the whole class
};

Id Split(std::string_view id) {
  Id parts;
  size_t hash = id.find('#');
  parts.class_name = id.substr(0, hash);
  if (hash == std::string_view::npos) return parts;
  parts.method = id.substr(hash + 1);
  // A name in back-ticks may hold brackets; parameters hold no blank.
  size_t open = parts.method.rfind('(');
  if (open != std::string_view::npos && open > 0 && parts.method.ends_with(')') &&
      parts.method.find(' ', open) == std::string_view::npos) {
    parts.parameters = parts.method.substr(open);
    parts.method = parts.method.substr(0, open);
  }
  return parts;
}

std::vector<RunnerCall> GradleCalls(const std::vector<std::string>& tests) {
  std::set<std::string> patterns;
  for (std::string_view test : tests) {
    Id id = Split(test);
    std::string name(id.class_name);
    if (!id.method.empty()) {
      patterns.insert(name + "." + std::string(id.method));
    } else {  // with all that is nested in it
      patterns.insert(name);
      patterns.insert(name + "$*");
    }
  }
  std::vector<RunnerCall> calls(1);
  size_t bytes = 0;
  for (const std::string& pattern : patterns) {
    if (bytes + pattern.size() > kMaxArguments) {
      calls.emplace_back();
      bytes = 0;
    }
    calls.back().words.push_back("--tests");
    calls.back().words.push_back(pattern);
    bytes += pattern.size() + 32;
  }
  return calls;
}

// Characters that mean something in surefire's -Dtest: such a method is named by its class.
bool IsPlainForMaven(std::string_view method) {
  return method.find_first_of(",+#!%[]()?\"'\\") == std::string_view::npos;
}

// One file holds one nested class or more: surefire matches names of class files.
std::string IncludesFile(const std::map<std::string_view, std::set<std::string_view>>& classes) {
  std::set<std::string> lines;
  for (const auto& [name, methods] : classes) {
    std::string path(name.substr(0, name.find('$')));
    std::replace(path.begin(), path.end(), '.', '/');
    lines.insert(path + ".java");
    if (name.find('$') != std::string_view::npos) {
      std::string nested(name);
      std::replace(nested.begin(), nested.end(), '.', '/');
      lines.insert(nested + ".class");
    }
  }
  std::string content;
  for (const std::string& line : lines) content += line + "\n";
  return content;
}

std::vector<RunnerCall> MavenCalls(const FilterRequest& request) {
  std::map<std::string_view, std::set<std::string_view>> classes;
  std::set<std::string_view> whole;
  for (std::string_view test : request.tests) {
    Id id = Split(test);
    classes[id.class_name].insert(id.method);
    if (id.method.empty() || !IsPlainForMaven(id.method)) whole.insert(id.class_name);
  }
  std::vector<std::string> entries;
  size_t bytes = 0;
  for (const auto& [name, methods] : classes) {
    std::string entry(name);
    if (!whole.contains(name)) {
      char before = '#';
      for (std::string_view method : methods) {
        entry += before + std::string(method);
        before = '+';
      }
    } else if (methods.contains("")) {
      entry += "," + entry + "$*";
    }
    bytes += entry.size() + 1;
    entries.push_back(std::move(entry));
  }
  if (bytes > kMaxArgument && !request.file.empty()) {
    return {{{"-Dsurefire.includesFile=" + request.file}, IncludesFile(classes)}};
  }
  std::vector<RunnerCall> calls;
  for (const std::string& entry : entries) {
    if (calls.empty() || calls.back().words[0].size() + entry.size() + 1 > kMaxArgument) {
      calls.push_back({{"-Dtest=" + entry}, ""});
    } else {
      calls.back().words[0] += "," + entry;
    }
  }
  return calls;
}

// A name that ends in a bracket would be read as one with parameters, and Java before 18 reads the
// file in the encoding of the locale: only ASCII means the same in all.
bool IsExactForConsole(const Id& id) {
  auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  return !id.method.empty() && id.parameters != "(*)" && !id.method.ends_with("$*") &&
         id.method.find_first_of("()#\n\r") == std::string_view::npos &&
         std::all_of(id.method.begin(), id.method.end(), is_ascii) &&
         std::all_of(id.parameters.begin(), id.parameters.end(), is_ascii);
}

// The launcher's library (picocli) ends a word of the file at a blank outside of quotes, and knows
// escapes inside of them only. Kotlin's names in back-ticks hold blanks and quotes.
std::string FileWord(std::string_view word) {
  if (word.find_first_of(" \t'\"") == std::string_view::npos) return std::string(word);
  std::string quoted = "\"";
  for (char c : word) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

RunnerCall ConsoleCall(const FilterRequest& request) {
  std::set<std::string_view> whole;
  for (std::string_view test : request.tests) {
    Id id = Split(test);
    if (!IsExactForConsole(id)) whole.insert(id.class_name);
  }
  RunnerCall call;
  call.words.push_back("@" + request.file);
  for (std::string_view name : whole) call.content += "-c\n" + FileWord(name) + "\n";
  for (std::string_view test : request.tests) {
    if (!whole.contains(Split(test).class_name)) call.content += "-m\n" + FileWord(test) + "\n";
  }
  return call;
}

// `-n` and its longer forms: which class names a scan takes.
bool ChoosesClassNames(const std::vector<std::string>& command) {
  return std::any_of(command.begin(), command.end(), [](std::string_view word) {
    return word == "-n" || word.starts_with("-n=") || word.starts_with("--include-classname");
  });
}

// All that a scan finds but these classes. The launcher asks the pattern of each class that it
// finds, nested ones without @Nested too, so that exactly these are left out.
RunnerCall ConsoleCallWithout(const FilterRequest& request) {
  RunnerCall call;
  call.words = {"@" + request.file};
  call.content = "--scan-classpath\n";
  if (!ChoosesClassNames(request.command)) call.content += "--include-classname=.*\n";
  call.content += "--exclude-classname=^(?:";
  for (const std::string& name : request.except) {
    if (&name != request.except.data()) call.content += '|';
    for (char c : name) {
      if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) {
        call.content += '\\';
      }
      call.content += c;
    }
  }
  call.content += ")$\n";
  return call;
}

}  // namespace

bool IsConsoleLauncher(const std::vector<std::string>& command) {
  return ToolOf(command) == Tool::kConsole;
}

std::vector<RunnerCall> JunitCalls(const FilterRequest& request) {
  Tool tool = ToolOf(request.command);
  if (request.all && !request.except.empty()) return {ConsoleCallWithout(request)};
  if (request.all) {
    RunnerCall call;
    if (tool == Tool::kConsole) {
      call.words.push_back("--scan-classpath");
      if (!ChoosesClassNames(request.command)) call.words.push_back("--include-classname=.*");
    }
    return {call};
  }
  if (tool == Tool::kGradle) return GradleCalls(request.tests);
  if (tool == Tool::kMaven) return MavenCalls(request);
  return {ConsoleCall(request)};
}

}  // namespace testfed
