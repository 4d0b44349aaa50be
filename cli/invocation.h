// One call of one command: what was typed, and the world it was typed in.
#ifndef TESTFED_CLI_INVOCATION_H_
#define TESTFED_CLI_INVOCATION_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/progress.h"
#include "cli/world.h"
#include "domains/status.h"

namespace testfed {

struct Command;

// What a command line says; made by Parse (cli/parse.h).
struct ParsedArguments {
  const Command* command = nullptr;  // null: no command was named
  // By the option's name in the table, in the order given; a flag has one empty value for each
  // time.
  std::map<std::string, std::vector<std::string>, std::less<>> options;
  std::vector<std::string> positionals;
  std::vector<std::string> rest;
};

class Invocation {
 public:
  // `out` is where the answer goes: a buffer, or world.out for a command that streams.
  Invocation(ParsedArguments arguments, const std::vector<Command>& commands, World& world,
             std::ostream& out);

  // Options, by the name in the table. An undeclared name ends the program: it is a bug of ours,
  // and an option that is silently never there would be a silent wrong answer.
  bool Has(std::string_view option) const;          // given by the user
  bool Takes(std::string_view option) const;        // whether the command has it in its table
  std::string Text(std::string_view option) const;  // as given, else its default, else ""
  std::vector<std::string> Texts(std::string_view option) const;  // as given, in order
  // A whole number from `least` to `most`; `otherwise` when the option is not given.
  absl::StatusOr<std::int64_t> Number(std::string_view option, std::int64_t otherwise,
                                      std::int64_t least, std::int64_t most) const;

  const std::vector<std::string>& Positionals() const { return arguments_.positionals; }
  std::string Argument(size_t index) const;  // one positional; "" where there is none
  const std::vector<std::string>& Rest() const { return arguments_.rest; }

  std::istream& in() { return world_.in; }
  // The answer. It reaches stdout only when the command returns an exit code.
  std::ostream& out();
  // For text of the command's own; erases a progress line first.
  std::ostream& err();
  // "testfed: TEXT" on stderr, with a line end; not with -q.
  void Note(std::string_view text);

  std::optional<std::string> Environment(const std::string& name) const { return world_.env(name); }
  bool InCi() const;  // CI is set, and neither empty nor `false`
  FileSystem& files() { return *world_.files; }
  // The cache (null: none): the folder of --cache; else, outside CI, the user's own. Files of
  // another trust level are no evidence, so CI says where its cache is.
  Cache* cache();
  const std::string& directory() const { return directory_; }  // absolute; -C is applied
  // A path as typed, absolute: the only form in which commands may open it.
  std::string PathOf(std::string_view typed) const;
  // The bytes of a file that was named on the command line; "-" is standard input. A file that is
  // not there is an error.
  absl::StatusOr<std::string> ReadInput(std::string_view typed, size_t max_bytes);

  std::optional<std::string> config() const;  // --config as typed
  bool color() const { return color_; }       // whether the answer may be coloured
  bool quiet() const { return Has("-q"); }
  bool verbose() const { return Has("-v"); }
  Progress& progress() { return progress_; }
  Phases& phases() { return phases_; }
  std::function<SteadyTime()> clock() const { return world_.now; }

  const Command& command() const { return *arguments_.command; }
  const std::vector<Command>& commands() const { return commands_; }  // all, for help

 private:
  const std::vector<std::string>* Find(std::string_view option) const;

  ParsedArguments arguments_;
  const std::vector<Command>& commands_;
  World& world_;
  std::ostream& out_;
  std::string directory_;
  bool color_ = false;
  std::unique_ptr<Cache> cache_;
  bool cache_opened_ = false;
  Progress progress_;
  Phases phases_;
};

}  // namespace testfed

#endif  // TESTFED_CLI_INVOCATION_H_
