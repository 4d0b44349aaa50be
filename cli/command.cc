#include "cli/command.h"

namespace testfed {

const std::vector<Option>& GlobalOptions() {
  static const auto* const options = new std::vector<Option>{
      {.name = "-C", .value = "DIR", .help = "run as if started in DIR", .repeatable = true},
      {.name = "--config", .value = "FILE", .help = "read FILE instead of domains.yaml"},
      {.name = "--cache",
       .value = "DIR",
       .help = "keep what saves time in DIR; without it CI has no cache"},
      {.name = "--no-cache", .help = "use no cache", .excludes = {"--cache"}},
      {.name = "--color",
       .value = "WHEN",
       .help = "auto, always or never",
       .choices = {"auto", "always", "never"}},
      {.name = "-q", .help = "say less"},
      {.name = "-v", .help = "say more, with the time of each phase"},
      {.name = "--help",
       .short_name = "-h",
       .help = "`testfed help COMMAND` says everything about one command"},
      {.name = "--version", .help = "print the version", .hidden = true},
  };
  return *options;
}

const Command* FindCommand(const std::vector<Command>& commands, std::string_view name) {
  for (const Command& command : commands) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

std::string Spelling(const Option& option) {
  std::string text = option.short_name.empty() ? "" : option.short_name + ", ";
  text += option.name;
  if (!option.value.empty()) text += " " + option.value;
  return text;
}

std::string OneOf(const std::vector<std::string>& words, std::string_view quote) {
  std::string text;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += quote;
    text += words[i];
    text += quote;
  }
  return text;
}

std::string FullHelp(const Option& option) {
  std::string text = option.help.empty() ? OneOf(option.choices, "") : option.help;
  if (!option.default_text.empty()) text += " (default: " + option.default_text + ")";
  if (option.repeatable) text += " (may be repeated)";
  return text;
}

std::string UsageOf(const Command& command) {
  if (!command.usage.empty()) return command.usage;
  std::string text = "testfed " + command.name;
  for (const Option& option : command.options) {
    if (option.hidden) continue;
    text += " [OPTIONS]";
    break;
  }
  for (const Positional& positional : command.positionals) {
    std::string name = positional.name + (positional.repeatable ? "..." : "");
    text += positional.optional ? " [" + name + "]" : " " + name;
  }
  if (!command.rest.empty()) text += " [-- " + command.rest + "]";
  return text;
}

}  // namespace testfed
