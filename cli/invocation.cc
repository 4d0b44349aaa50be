#include "cli/invocation.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <iterator>

#include "cli/command.h"

namespace testfed {
namespace {

const Option& Declared(const Command& command, std::string_view name) {
  for (const std::vector<Option>* table : {&command.options, &GlobalOptions()}) {
    for (const Option& option : *table) {
      if (option.name == name) return option;
    }
  }
  std::cerr << "testfed: bug: `" << command.name
            << "` asks for an option that it does not declare: `" << name << "`\n";
  std::abort();
}

bool WantsColor(const std::string& when, const World& world) {
  if (when == "always") return true;
  if (when == "never" || !world.stdout_is_terminal) return false;
  // https://no-color.org: set and not empty, whatever its value.
  if (!world.env("NO_COLOR").value_or("").empty()) return false;
  return world.env("TERM").value_or("") != "dumb";
}

// XDG Base Directory Specification: a folder that is not absolute does not count.
std::string UserCacheFolder(const World& world) {
  std::string folder = world.env("XDG_CACHE_HOME").value_or("");
  if (folder.starts_with('/')) return folder + "/testfed";
  std::string home = world.env("HOME").value_or("");
  return home.starts_with('/') ? home + "/.cache/testfed" : "";
}

std::string Join(std::string_view directory, std::string_view path) {
  if (path.starts_with('/')) return std::string(path);
  std::string joined(directory);
  if (!joined.ends_with('/')) joined += '/';
  return joined.append(path);
}

}  // namespace

Invocation::Invocation(ParsedArguments arguments, const std::vector<Command>& commands,
                       World& world, std::ostream& out)
    : arguments_(std::move(arguments)),
      commands_(commands),
      world_(world),
      out_(out),
      directory_(world.directory),
      progress_(world.err, world.stderr_is_terminal && !Has("-q"), world.now),
      phases_(world.now) {
  for (const std::string& step : Texts("-C")) {
    if (!step.empty())
      directory_ = Join(directory_, step);  // as git: an empty step changes nothing
  }
  color_ = WantsColor(Text("--color"), world);
}

const std::vector<std::string>* Invocation::Find(std::string_view option) const {
  auto found = arguments_.options.find(option);
  return found == arguments_.options.end() ? nullptr : &found->second;
}

bool Invocation::Has(std::string_view option) const {
  Declared(command(), option);
  return Find(option) != nullptr;
}

bool Invocation::Takes(std::string_view option) const {
  const std::vector<Option>& options = command().options;
  return std::any_of(options.begin(), options.end(),
                     [&](const Option& declared) { return declared.name == option; });
}

std::string Invocation::Text(std::string_view option) const {
  const Option& declared = Declared(command(), option);
  const std::vector<std::string>* given = Find(option);
  return given == nullptr ? declared.default_text : given->back();
}

std::vector<std::string> Invocation::Texts(std::string_view option) const {
  Declared(command(), option);
  const std::vector<std::string>* given = Find(option);
  return given == nullptr ? std::vector<std::string>() : *given;
}

absl::StatusOr<std::int64_t> Invocation::Number(std::string_view option, std::int64_t otherwise,
                                                std::int64_t least, std::int64_t most) const {
  Declared(command(), option);
  const std::vector<std::string>* given = Find(option);
  if (given == nullptr) return otherwise;
  const std::string& text = given->back();
  std::int64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number >= least &&
      number <= most) {
    return number;
  }
  return Error("`" + std::string(option) + "` is a whole number from " + std::to_string(least) +
               " to " + std::to_string(most) + ", got `" + text + "`");
}

std::string Invocation::Argument(size_t index) const {
  return index < arguments_.positionals.size() ? arguments_.positionals[index] : "";
}

std::ostream& Invocation::out() {
  if (&out_ == &world_.out) progress_.Erase();  // both may be the same terminal
  return out_;
}

std::ostream& Invocation::err() {
  progress_.Erase();
  return world_.err;
}

void Invocation::Note(std::string_view text) {
  if (!quiet()) err() << "testfed: " << text << "\n";
}

Cache* Invocation::cache() {
  if (cache_opened_) return cache_.get();
  cache_opened_ = true;
  if (Has("--no-cache") || !world_.open_cache) return nullptr;
  DiskCacheOptions options;
  options.note = [this](const std::string& text) {
    if (verbose()) Note(text);
  };
  std::string folder;
  if (Has("--cache")) {
    folder = PathOf(Text("--cache"));
  } else if (!InCi()) {
    folder = UserCacheFolder(world_);
    options.private_folder = true;
  }
  if (!folder.empty()) cache_ = world_.open_cache(folder, std::move(options));
  return cache_.get();
}

bool Invocation::InCi() const {
  std::string ci = Environment("CI").value_or("");
  return !ci.empty() && ci != "false";
}

std::string Invocation::PathOf(std::string_view typed) const { return Join(directory_, typed); }

absl::StatusOr<std::string> Invocation::ReadInput(std::string_view typed, size_t max_bytes) {
  if (typed != "-") {
    TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> bytes,
                             files().Read(PathOf(typed), max_bytes));
    if (bytes) return *std::move(bytes);
    return Error("`" + std::string(typed) + "`: no such file");
  }
  std::string bytes;
  char block[65536];
  while (in().read(block, sizeof block), in().gcount() > 0) {
    bytes.append(block, static_cast<size_t>(in().gcount()));
    if (bytes.size() > max_bytes) {
      return Error("standard input has more than " + std::to_string(max_bytes) + " bytes");
    }
  }
  if (in().bad()) return Error("standard input cannot be read");
  return bytes;
}

std::optional<std::string> Invocation::config() const {
  if (!Has("--config")) return std::nullopt;
  return Text("--config");
}

}  // namespace testfed
