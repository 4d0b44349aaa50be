// The workflows of examples/integration: nothing of a payload reaches a shell, and every call of
// testfed that composes, records or tells is one that this testfed understands.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "cli/commands.h"
#include "cli/parse.h"
#include "domains/words.h"
#include "domains/yaml.h"

namespace testfed {
namespace {

const char* const kWorkflows[] = {"component.yml", "pull-request.yml", "changeset.yml",
                                  "nightly.yml"};

std::string TextOfFile(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(TESTFED_SOURCE_DIR "/examples/integration/" + name).rdbuf();
  return text.str();
}

// Each script of a `run:`, wherever it stands.
void Scripts(const YamlNode& node, std::vector<std::string>& scripts) {
  for (const YamlNode& item : node.items) Scripts(item, scripts);
  for (const YamlMember& member : node.members) {
    if (member.first.text == "run") scripts.push_back(member.second.text);
    Scripts(member.second, scripts);
  }
}

std::vector<std::string> ScriptsOf(const std::string& name) {
  const YamlResult yaml = ReadYaml(TextOfFile(name), name);
  EXPECT_TRUE(yaml.root.has_value()) << name;
  std::vector<std::string> scripts;
  if (yaml.root) Scripts(*yaml.root, scripts);
  EXPECT_FALSE(scripts.empty()) << name;
  return scripts;
}

TEST(ExampleWorkflows, NoScriptHoldsAnExpression) {
  for (const char* name : kWorkflows) {
    for (const std::string& script : ScriptsOf(name)) {
      EXPECT_EQ(script.find("${{"), std::string::npos) << name << ": " << script;
    }
  }
}

// The calls of testfed in a script: a line from the word to a redirection, a pipe or `||`.
std::vector<std::string> Calls(const std::string& script) {
  std::vector<std::string> calls;
  std::istringstream lines(script);
  for (std::string line; std::getline(lines, line);) {
    size_t begin = line.find_first_not_of(' ');
    if (begin == std::string::npos || line.compare(begin, 8, "testfed ") != 0) continue;
    line = line.substr(begin + 8);
    for (const char* end : {" > ", " | ", " || "}) line = line.substr(0, line.find(end));
    calls.push_back(line);
  }
  return calls;
}

TEST(ExampleWorkflows, CallsAreUnderstood) {
  int calls = 0;
  for (const char* name : kWorkflows) {
    for (const std::string& script : ScriptsOf(name)) {
      for (const std::string& call : Calls(script)) {
        absl::StatusOr<std::vector<std::string>> words = SplitWords(call);
        ASSERT_TRUE(words.ok()) << call;
        const std::string& command = words->front();
        if (command != "manifest" && command != "known-good" && command != "feedback") continue;
        ++calls;
        absl::StatusOr<ParsedArguments> parsed = Parse(*words, AllCommands());
        EXPECT_TRUE(parsed.ok()) << name << ": " << call << ": " << parsed.status();
      }
    }
  }
  EXPECT_GE(calls, 14);
}

TEST(ExampleWorkflows, WhatWasComposedIsKeptOfFailedRunsToo) {
  for (const char* name : {"pull-request.yml", "changeset.yml", "nightly.yml"}) {
    EXPECT_NE(TextOfFile(name).find("- if: always()\n        uses: actions/upload-artifact@v4"),
              std::string::npos)
        << name;
  }
}

}  // namespace
}  // namespace testfed
