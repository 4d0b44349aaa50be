// A scenario is a text: files, git commands, command lines, and all that these print. The format is
// described in tests/scenarios/README.md.
//
// To play a scenario is to write it again with what really happened, so a test is one comparison of
// texts, and to accept a new output is to save the text.
#ifndef TESTFED_TESTS_SCENARIO_H_
#define TESTFED_TESTS_SCENARIO_H_

#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"

namespace testfed {

// A part of a scenario: its first line ("=== write a.txt", "$ testfed version"), and those below.
struct ScenarioBlock {
  std::string head;  // without its line end; empty for what stands above the first block
  std::string body;  // as it stands in the file
  size_t line = 0;   // of the head, from 1
};

std::vector<ScenarioBlock> BlocksOf(std::string_view text);

// The text that a body stands for: without the empty line that ends a block, and without escapes.
std::string DecodeBody(std::string_view body);
// Such that no line is taken for a head. DecodeBody reads it back.
std::string EncodeBody(std::string_view text);

// Words as a POSIX shell splits them, with '...', "..." and \x, and nothing expanded.
absl::StatusOr<std::vector<std::string>> SplitLine(std::string_view line);

// `text` with the outputs that testfed really has, in a folder of its own that is removed again. An
// error is a step that could not be taken, with its line.
absl::StatusOr<std::string> PlayScenario(std::string_view text);

// What a person at a terminal sees: command lines and their output, without the heads of blocks.
std::string TranscriptOf(std::string_view text);

}  // namespace testfed

#endif  // TESTFED_TESTS_SCENARIO_H_
