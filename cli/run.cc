#include "cli/run.h"

#include <exception>
#include <sstream>

#include "cli/commands.h"
#include "cli/parse.h"
#include "domains/finding.h"

namespace testfed {
namespace {

constexpr int kNoAnswer = 2;

void PrintError(const absl::Status& status, World& world) {
  std::string text = "testfed: ";
  // Only the first line stands in the first column: text from a repository in a later one could
  // begin with `::`, which CI systems obey.
  for (char c : MessageOf(status)) {
    text += c;
    if (c == '\n') text += "  ";
  }
  world.err << text << "\n" << RenderHints(HintsOf(status)) << std::flush;
}

// What stdout holds instead of an answer. The command line may be wrong in any way, so it is read
// generously: the text is printed too often rather than once too seldom.
std::string FallbackText(const std::vector<std::string>& args,
                         const std::vector<Command>& commands) {
  const Command* named = nullptr;
  for (const std::string& arg : args) {
    if (named == nullptr) named = FindCommand(commands, arg);
  }
  for (const Command& command : commands) {
    if (named != nullptr && named != &command) continue;
    for (const NoAnswer& no_answer : command.no_answers) {
      for (const std::string& arg : args) {
        if (arg == "--") break;
        if (arg == no_answer.value || arg.ends_with("=" + no_answer.value)) return no_answer.text;
      }
    }
  }
  return "";
}

// False when stdout cannot take it: a closed pipe, a full disk.
bool Write(std::string_view text, World& world) {
  world.out << text << std::flush;
  return world.out.good();
}

int Fail(const absl::Status& status, const std::vector<std::string>& args,
         const std::vector<Command>& commands, World& world) {
  PrintError(status, world);
  Write(FallbackText(args, commands), world);
  return kNoAnswer;
}

absl::StatusOr<int> RunCommand(Invocation& invocation, World& world) {
  absl::StatusOr<int> code = kNoAnswer;
  try {
    code = invocation.command().run(invocation);
  } catch (const std::exception& exception) {
    code = Error(std::string("bug: ") + exception.what());
  } catch (...) {
    code = Error("bug: an unknown exception");
  }
  invocation.progress().Erase();
  if (invocation.verbose()) world.err << invocation.phases().Table();
  return code;
}

}  // namespace

int RunCli(const std::vector<std::string>& args, const std::vector<Command>& commands,
           World& world) {
  absl::StatusOr<ParsedArguments> arguments = Parse(args, commands);
  if (!arguments.ok()) return Fail(arguments.status(), args, commands, world);
  const Command& command = *arguments->command;

  std::ostringstream buffer;
  Invocation invocation(*std::move(arguments), commands, world,
                        command.streams ? world.out : buffer);
  if (invocation.Has("-C") && world.is_directory && !world.is_directory(invocation.directory())) {
    return Fail(Error("`-C " + invocation.Text("-C") + "`: no such directory"), args, commands,
                world);
  }
  absl::StatusOr<int> code = RunCommand(invocation, world);
  if (!code.ok()) return Fail(code.status(), args, commands, world);
  if (*code == kNoAnswer) {
    Write(FallbackText(args, commands), world);
    return kNoAnswer;
  }
  if (Write(buffer.str(), world)) return *code;
  PrintError(Error("standard output cannot be written, the answer is lost"), world);
  return kNoAnswer;
}

int RunCli(const std::vector<std::string>& args, World& world) {
  return RunCli(args, AllCommands(), world);
}

int RunCli(const std::vector<std::string>& args, std::istream& in, std::ostream& out,
           std::ostream& err) {
  World world = ProcessWorld(in, out, err);
  return RunCli(args, world);
}

}  // namespace testfed
