#include "tests/scenario.h"

#include <algorithm>
#include <map>

#include "tests/scenario_folder.h"

namespace testfed {
namespace {

constexpr std::string_view kDirective = "=== ";
constexpr std::string_view kCommandLine = "$ testfed";
constexpr std::string_view kNoLineEnd = "\\ no line end";

bool IsHead(std::string_view line) {
  return line.starts_with(kDirective) || line == kCommandLine ||
         (line.starts_with(kCommandLine) && line[kCommandLine.size()] == ' ');
}

std::string_view TakeLine(std::string_view& text) {
  const size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

class Player {
 public:
  absl::StatusOr<std::string> Play(std::string_view text) {
    TESTFED_RETURN_IF_ERROR(folder_.Start());
    const std::vector<ScenarioBlock> blocks = BlocksOf(text);
    for (const ScenarioBlock& block : blocks) {
      absl::Status status = PlayBlock(block);
      if (!status.ok()) {
        return Error("line " + std::to_string(block.line) + ": `" + block.head +
                     "`: " + MessageOf(status));
      }
    }
    EndRun();
    while (played_.ends_with("\n\n")) played_.pop_back();
    return std::move(played_);
  }

 private:
  absl::Status PlayBlock(const ScenarioBlock& block) {
    if (block.head.starts_with(kCommandLine)) {
      EndRun();
      return Run(block);
    }
    if (block.head.empty()) {
      played_ += block.body;
      return absl::OkStatus();
    }
    std::string_view rest = std::string_view(block.head).substr(kDirective.size());
    const std::string verb(rest.substr(0, rest.find(' ')));
    rest.remove_prefix(std::min(verb.size() + 1, rest.size()));
    // What the last command line is expected to do; Run has written what it did.
    if (in_run_ && (verb == "stderr" || verb == "exit")) return absl::OkStatus();
    if (in_run_ && verb == "file") {
      played_ += block.head + "\n" + EncodeBody(folder_.Show(std::string(rest)));
      return absl::OkStatus();
    }
    EndRun();
    played_ += block.head + "\n" + block.body;
    return Prepare(verb, std::string(rest), DecodeBody(block.body));
  }

  absl::Status Prepare(const std::string& verb, const std::string& rest, const std::string& text) {
    if (verb == "#") return absl::OkStatus();
    if (verb == "stdin") {
      stdin_ = text;
      return absl::OkStatus();
    }
    if (verb == "commit") return folder_.Commit(text.empty() ? rest : rest + "\n\n" + text);
    if (verb == "write") return folder_.Write(rest, text);
    if (verb == "append") return folder_.Append(rest, text);
    TESTFED_ASSIGN_OR_RETURN(std::vector<std::string> words, SplitLine(rest));
    if (verb == "git") return folder_.Git(words);
    if (verb == "delete" && words.size() == 1) return folder_.Delete(words[0]);
    if (verb == "link" && words.size() == 2) return folder_.Link(words[0], words[1]);
    if (verb == "in" && words.size() == 1) return folder_.Enter(words[0]);
    if (verb == "env" && words.size() == 1) return folder_.SetVariable(words[0]);
    return Error("no such step; tests/scenarios/README.md lists them");
  }

  absl::Status Run(const ScenarioBlock& block) {
    TESTFED_ASSIGN_OR_RETURN(std::vector<std::string> args,
                             SplitLine(std::string_view(block.head).substr(kCommandLine.size())));
    const ScenarioFolder::Result result = folder_.Run(args, stdin_);
    stdin_.clear();
    in_run_ = true;
    played_ += block.head + "\n" + EncodeBody(result.out);
    if (!result.err.empty()) played_ += "=== stderr\n" + EncodeBody(result.err);
    if (result.code != 0) played_ += "=== exit " + std::to_string(result.code) + "\n";
    return absl::OkStatus();
  }

  void EndRun() {
    if (in_run_) played_ += "\n";
    in_run_ = false;
  }

  ScenarioFolder folder_;
  std::string played_;
  std::string stdin_;    // of the next command line
  bool in_run_ = false;  // the last block was a command line, or is expected of one
};

}  // namespace

std::vector<ScenarioBlock> BlocksOf(std::string_view text) {
  std::vector<ScenarioBlock> blocks;
  size_t number = 0;
  while (!text.empty()) {
    const std::string_view line = TakeLine(text);
    ++number;
    if (IsHead(line)) {
      blocks.push_back({std::string(line), "", number});
    } else {
      if (blocks.empty()) blocks.push_back({"", "", number});
      blocks.back().body.append(line).append("\n");
    }
  }
  return blocks;
}

std::string DecodeBody(std::string_view body) {
  std::string text;
  while (!body.empty()) {
    std::string_view line = TakeLine(body);
    if (line.empty() && body.empty()) break;
    if (line == kNoLineEnd && !text.empty()) {
      text.pop_back();
      continue;
    }
    if (line.starts_with('\\')) line.remove_prefix(1);
    text.append(line).append("\n");
  }
  return text;
}

std::string EncodeBody(std::string_view text) {
  std::string body;
  const bool ends = text.empty() || text.ends_with('\n');
  while (!text.empty()) {
    const std::string_view line = TakeLine(text);
    if (IsHead(line) || line.starts_with('\\')) body += '\\';
    body.append(line).append("\n");
  }
  if (!ends) body.append(kNoLineEnd).append("\n");
  return body;
}

absl::StatusOr<std::vector<std::string>> SplitLine(std::string_view line) {
  std::vector<std::string> words;
  bool in_word = false;
  char quote = '\0';
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote == '\0' && c == ' ') {
      in_word = false;
      continue;
    }
    if (!in_word) words.emplace_back();
    in_word = true;
    if (c == quote) {
      quote = '\0';
    } else if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == '\\' && quote != '\'' && i + 1 < line.size() &&
               (quote == '\0' || line[i + 1] == '"' || line[i + 1] == '\\')) {
      words.back() += line[++i];
    } else {
      words.back() += c;
    }
  }
  if (quote != '\0') return Error("a quote that is not closed");
  return words;
}

absl::StatusOr<std::string> PlayScenario(std::string_view text) { return Player().Play(text); }

std::string TranscriptOf(std::string_view text) {
  std::string transcript;
  for (const ScenarioBlock& block : BlocksOf(text)) {
    if (block.head.starts_with(kCommandLine)) {
      transcript += block.head + "\n" + DecodeBody(block.body);
    } else if (block.head == "=== stderr") {
      transcript += DecodeBody(block.body);
    }
  }
  return transcript;
}

}  // namespace testfed
