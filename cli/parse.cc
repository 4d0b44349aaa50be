#include "cli/parse.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "domains/suggest.h"

namespace testfed {
namespace {

using Words = std::vector<std::string>;
using Table = std::vector<const Option*>;

std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

const Option* Find(const Table& table, std::string_view name) {
  for (const Option* option : table) {
    if (option->name == name || (!option->short_name.empty() && option->short_name == name)) {
      return option;
    }
  }
  return nullptr;
}

bool LooksLikeOption(std::string_view word) { return word.size() > 1 && word[0] == '-'; }

// The option's name in a word such as "--base=main" or "-n20".
std::string NameIn(std::string_view word) {
  return std::string(word.starts_with("--") ? word.substr(0, word.find('=')) : word.substr(0, 2));
}

absl::Status NeedsValue(const std::string& name, const Option& option, const std::string* next) {
  std::string message = "option " + Quoted(name) + " needs a value, " + option.value;
  if (next == nullptr) return Error(message);
  const std::string joined = name.starts_with("--") ? name + "=" + *next : name + *next;
  return Error(message + "; got " + Quoted(*next), "a value that begins with a dash", joined);
}

// CLI11 takes any next word as a value, `--name=` as if the value were the next word, and
// `--flag=true` as the flag. So the shape of `words` is checked first, and each empty value is made
// a word of its own. With `stop_at_word` the check ends at the first word that is no option.
absl::Status CheckShape(Words& words, const Table& table, bool stop_at_word) {
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string word = words[i];
    if (!LooksLikeOption(word)) {
      if (stop_at_word) break;
      continue;
    }
    const Option* option = nullptr;  // the one that takes the next word
    std::string name = NameIn(word);
    if (word.starts_with("--")) {
      const Option* named = Find(table, name);
      if (named == nullptr) continue;
      if (name.size() < word.size()) {
        if (named->value.empty()) {
          return Error("option " + Quoted(name) + " takes no value, got " +
                       Quoted(word.substr(name.size() + 1)));
        }
        if (name.size() + 1 < word.size()) continue;
        words[i] = name;
        words.insert(words.begin() + static_cast<std::ptrdiff_t>(++i), "");
        continue;
      }
      if (!named->value.empty()) option = named;
    } else {
      for (size_t c = 1; c < word.size(); ++c) {
        name = std::string("-") + word[c];
        const Option* named = Find(table, name);
        if (named == nullptr) break;
        if (named->value.empty()) continue;
        if (c + 1 == word.size()) option = named;
        break;  // the rest of the word is the value
      }
    }
    if (option == nullptr) continue;
    if (i + 1 == words.size()) return NeedsValue(name, *option, nullptr);
    if (LooksLikeOption(words[i + 1])) return NeedsValue(name, *option, &words[i + 1]);
    ++i;
  }
  return absl::OkStatus();
}

// Options go into `arguments`; the words that are none are returned in their order, and so are
// options that are not in the table.
absl::StatusOr<Words> ParseOptions(Words words, const Table& table, bool stop_at_word,
                                   ParsedArguments& arguments) {
  TESTFED_RETURN_IF_ERROR(CheckShape(words, table, stop_at_word));
  try {
    CLI::App app;
    app.set_help_flag();
    app.allow_extras();
    app.prefix_command(stop_at_word);
    std::vector<CLI::Option*> parsed;
    for (const Option* option : table) {
      std::string names = option->name;
      if (!option->short_name.empty()) names += "," + option->short_name;
      parsed.push_back(option->value.empty() ? app.add_flag(names) : app.add_option(names));
      parsed.back()->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
    std::reverse(words.begin(), words.end());  // CLI11 reads its vector from the back
    app.parse(std::move(words));
    for (size_t i = 0; i < table.size(); ++i) {
      if (parsed[i]->count() == 0) continue;
      Words& values = arguments.options[table[i]->name];
      for (const std::string& value : parsed[i]->results()) {
        values.push_back(table[i]->value.empty() ? "" : value);
      }
    }
    return app.remaining();
  } catch (const CLI::Error& error) {
    return Error(std::string("arguments: ") + error.what());
  }
}

Words VisibleNames(const Table& table) {
  Words names;
  for (const Option* option : table) {
    if (!option->hidden) names.push_back(option->name);
  }
  return names;
}

absl::Status UnknownOption(std::string_view word, const Table& table) {
  const std::string name = NameIn(word);
  std::string message = "unknown option " + Quoted(name);
  // Any letter is one edit from any other.
  if (name.starts_with("--")) message += DidYouMean(name, VisibleNames(table));
  return Error(message);
}

absl::Status CheckOption(const Option& option, const Words& values,
                         const ParsedArguments& arguments) {
  const std::string name = Quoted(option.name);
  if (!option.value.empty() && !option.repeatable && values.size() > 1) {
    return Error("option " + name + " is given twice, as " + Quoted(values[0]) + " and " +
                 Quoted(values[1]));
  }
  for (const std::string& value : values) {
    if (option.choices.empty()) break;
    if (std::ranges::find(option.choices, value) != option.choices.end()) continue;
    return Error(name + " is " + OneOf(option.choices, "`") + ", got " + Quoted(value) +
                 DidYouMean(value, option.choices));
  }
  for (const std::string& other : option.excludes) {
    if (arguments.options.contains(other)) {
      return Error("options " + name + " and " + Quoted(other) + " exclude each other");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckPositionals(const Command& command, const Words& given) {
  const std::vector<Positional>& declared = command.positionals;
  for (size_t i = 0; i < declared.size(); ++i) {
    if (i >= given.size() && !declared[i].optional) {
      return Error(Quoted(command.name) + " needs " + declared[i].name);
    }
  }
  for (size_t i = 0; i < given.size(); ++i) {
    if (i >= declared.size() && (declared.empty() || !declared.back().repeatable)) {
      std::string most = declared.empty() ? "no arguments" : "at most " + declared[0].name;
      for (size_t j = 1; j < declared.size(); ++j) most += " " + declared[j].name;
      return Error("unexpected argument " + Quoted(given[i]) + "; " + Quoted(command.name) +
                   " takes " + most);
    }
    const Positional& positional = declared[std::min(i, declared.size() - 1)];
    if (positional.choices.empty() ||
        std::ranges::find(positional.choices, given[i]) != positional.choices.end()) {
      continue;
    }
    return Error(positional.name + " is " + OneOf(positional.choices, "`") + ", got " +
                 Quoted(given[i]) + DidYouMean(given[i], positional.choices));
  }
  return absl::OkStatus();
}

Table TableOf(const std::vector<Option>& options) {
  Table table;
  for (const Option& option : options) table.push_back(&option);
  return table;
}

absl::Status ParseCommand(const Words& words, const Command& command, const Table& globals,
                          ParsedArguments& arguments) {
  Table table = TableOf(command.options);
  for (const Option* option : globals) {
    if (option->name != "--version") table.push_back(option);  // it stands for a command
  }
  TESTFED_ASSIGN_OR_RETURN(Words left, ParseOptions(words, table, false, arguments));
  for (const std::string& word : left) {
    if (LooksLikeOption(word)) return UnknownOption(word, table);
    arguments.positionals.push_back(word);
  }
  if (command.rest.empty()) {
    std::ranges::copy(arguments.rest, std::back_inserter(arguments.positionals));
    arguments.rest.clear();
  }
  for (const Option* option : table) {
    auto given = arguments.options.find(option->name);
    if (given == arguments.options.end()) continue;
    TESTFED_RETURN_IF_ERROR(CheckOption(*option, given->second, arguments));
  }
  return CheckPositionals(command, arguments.positionals);
}

absl::Status NoSuchCommand(const std::string& word, const std::vector<Command>& commands,
                           const Table& globals) {
  if (LooksLikeOption(word)) {
    for (const Command& command : commands) {
      if (!command.hidden && Find(TableOf(command.options), NameIn(word)) != nullptr) {
        return Error("option " + Quoted(NameIn(word)) + " comes after the command");
      }
    }
    return UnknownOption(word, globals);
  }
  Words names;
  for (const Command& command : commands) {
    if (!command.hidden) names.push_back(command.name);
  }
  return Error("unknown command " + Quoted(word) + DidYouMean(word, names));
}

}  // namespace

absl::StatusOr<ParsedArguments> Parse(const Words& args, const std::vector<Command>& commands) {
  const Table globals = TableOf(GlobalOptions());
  ParsedArguments arguments;
  const auto dashes = std::ranges::find(args, "--");
  const Words words(args.begin(), dashes);
  if (dashes != args.end()) arguments.rest.assign(dashes + 1, args.end());
  const bool help = std::ranges::any_of(
      words, [](const std::string& word) { return word == "-h" || word == "--help"; });

  absl::StatusOr<Words> left = ParseOptions(words, globals, true, arguments);
  if (!left.ok()) return WithHint(left.status(), "the options", "testfed help");
  if (left->empty() && dashes != args.end()) {
    return Error("no command before `--`", "all commands", "testfed help");
  }
  if (arguments.options.contains("--version")) *left = {"version"};
  if (left->empty()) left->push_back("help");

  const std::string name = left->front();
  arguments.command = FindCommand(commands, name);
  if (arguments.command == nullptr) {
    return WithHint(NoSuchCommand(name, commands, globals), "all commands", "testfed help");
  }
  if (help) {
    const Command* command = FindCommand(commands, "help");
    if (command == nullptr) return Error("no help in this program");
    arguments.positionals.clear();
    if (name != "help") arguments.positionals.push_back(name);
    arguments.command = command;
    return arguments;
  }
  left->erase(left->begin());
  absl::Status parsed = ParseCommand(*left, *arguments.command, globals, arguments);
  if (!parsed.ok()) return WithHint(parsed, "how it is used", "testfed help " + name);
  return arguments;
}

}  // namespace testfed
