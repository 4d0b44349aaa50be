#include "tests/runners/sample_repository.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace testfed {
namespace {

std::string Indented(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    size_t end = std::min(lines.find('\n'), lines.size());
    text += "      " + std::string(lines.substr(0, end)) + "\n";
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return text;
}

// The value of ` NAME="VALUE"` of an XML tag, without its entities replaced but for quotes and
// angles.
std::string AttributeOf(std::string_view tag, const std::string& name) {
  size_t begin = tag.find(" " + name + "=\"");
  if (begin == std::string_view::npos) return "";
  begin += name.size() + 3;
  std::string value(tag.substr(begin, tag.find('"', begin) - begin));
  for (auto [entity, character] : {std::pair{"&quot;", "\""}, {"&lt;", "<"}, {"&gt;", ">"}}) {
    for (size_t at; (at = value.find(entity)) != std::string::npos;) {
      value.replace(at, std::string_view(entity).size(), character);
    }
  }
  return value;
}

}  // namespace

SampleRepository::SampleRepository(const Suites& suites) {
  // These tests are run by testfed, too: what it asks their runner for is not meant for the others.
  unsetenv("GTEST_OUTPUT");
  unsetenv("PYTEST_ADDOPTS");
  git_.Init();
  Write("domains.yaml",
        "Provider:\n"
        "  include: [provider]\n"
        "  suites:\n"
        "    unit:\n" +
            Indented(suites.provider) +
            "Consumer:\n"
            "  include: [consumer]\n"
            "  suites:\n"
            "    unit:\n" +
            Indented(suites.consumer));
}

std::string SampleRepository::Read(const std::string& path) const {
  std::ifstream file(Path(path), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool SampleRepository::ChangeAndBuild(const std::string& file, const std::string& line,
                                      const std::string& prepare) {
  git_.Commit("before");
  Write(file, Read(file) + line + "\n");
  git_.Commit("after");
  ShellResult result = RunShell("bash", "set -e\ncd '" + git_.root + "'\n" + prepare + "\n");
  EXPECT_EQ(result.code, 0) << prepare << "\n" << result.out;
  return result.code == 0;
}

std::string SampleRepository::Testfed(const std::string& arguments) { return Call(arguments, 0); }

std::string SampleRepository::Fails(const std::string& arguments) { return Call(arguments, 1); }

std::string SampleRepository::Call(const std::string& arguments, int code) {
  ShellResult result = RunShell(
      "bash", "cd '" + git_.root + "' && exec '" TESTFED_BINARY "' " + arguments + " --no-cache\n");
  EXPECT_EQ(result.code, code) << arguments << "\n" << result.out;
  return result.out;
}

TestNames TestCasesOf(std::string_view xml) {
  TestNames names;
  const std::string_view kBegin = "<testcase ", kEnd = "</testcase>";
  for (size_t at = 0; (at = xml.find(kBegin, at)) != std::string_view::npos;) {
    const size_t close = xml.find('>', at);
    std::string_view tag = xml.substr(at + kBegin.size() - 1, close - at - kBegin.size() + 1);
    std::string_view body;
    if (!tag.ends_with('/')) body = xml.substr(close, xml.find(kEnd, close) - close);
    at = close;
    if (AttributeOf(tag, "status") == "notrun" || body.find("<skipped") != body.npos) continue;
    names.insert(AttributeOf(tag, "classname") + "." + AttributeOf(tag, "name"));
  }
  return names;
}

}  // namespace testfed
