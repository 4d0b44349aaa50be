// The runner's own reading of a GITHUB_OUTPUT file, for tests.
// Source: actions/runner, FileCommandManager.cs (EnvFileKeyValuePairs), on Linux.
#ifndef TESTFED_TESTS_REPORTERS_GITHUB_OUTPUT_H_
#define TESTFED_TESTS_REPORTERS_GITHUB_OUTPUT_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace testfed {

// Nullopt where the runner fails the step. Later values of a name win.
inline std::optional<std::map<std::string, std::string>> ReadGithubOutput(std::string_view text) {
  std::map<std::string, std::string> outputs;
  auto next_line = [&]() -> std::optional<std::string_view> {
    if (text.empty()) return std::nullopt;
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
  };
  while (std::optional<std::string_view> line = next_line()) {
    if (line->empty()) continue;
    const size_t equals = line->find('=');
    const size_t heredoc = line->find("<<");
    if (equals == std::string_view::npos && heredoc == std::string_view::npos) return std::nullopt;
    if (equals < heredoc) {
      outputs[std::string(line->substr(0, equals))] = std::string(line->substr(equals + 1));
      continue;
    }
    const std::string_view delimiter = line->substr(heredoc + 2);
    std::string value;
    while (true) {
      const std::optional<std::string_view> part = next_line();
      if (!part.has_value()) return std::nullopt;
      if (*part == delimiter) break;
      value += std::string(*part) + "\n";
    }
    if (!value.empty()) value.pop_back();
    outputs[std::string(line->substr(0, heredoc))] = value;
  }
  return outputs;
}

}  // namespace testfed

#endif  // TESTFED_TESTS_REPORTERS_GITHUB_OUTPUT_H_
