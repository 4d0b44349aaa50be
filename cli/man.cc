#include "cli/man.h"

#include <algorithm>

#include "cli/help.h"
#include "cli/layout.h"
#include "cli/version.h"
#include "selector/version.h"

namespace testfed {
namespace {

constexpr size_t kLineWidth = 78;  // of the source; mandoc warns about lines over 80

std::string Escape(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    switch (c) {
      case '\\':
        escaped += "\\e";
        break;
      case '-':
        escaped += "\\-";
        break;
      case '`':
        escaped += "\\(ga";
        break;
      case '\'':
        escaped += "\\(aq";
        break;
      case '"':
        escaped += "\\(dq";
        break;
      case '~':
        escaped += "\\(ti";
        break;
      case '^':
        escaped += "\\(ha";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

// One argument of a macro: `\&` keeps a word such as "Ar" or "." from being read as one.
std::string Argument(std::string_view text) { return "\"\\&" + Escape(text) + "\""; }

// A formatter knows the end of a sentence by the end of its line.
std::string Lines(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    size_t end = 0;
    do {
      end = std::min(text.find(' ', end + 1), text.size());
    } while (end < text.size() &&
             std::string_view(".!?").find(text[end - 1]) == std::string_view::npos);
    for (const std::string& line : WrapWords(text.substr(0, end), kLineWidth)) {
      const bool control = line.starts_with('.') || line.starts_with('\'');
      result += (control ? "\\&" : "") + Escape(line) + "\n";
    }
    text.remove_prefix(end);
  }
  return result;
}

// As WrapParagraphs reads it: paragraphs, and lines that are kept.
std::string Paragraphs(std::string_view text) {
  std::string result, paragraph, kept;
  bool first = true;
  auto flush = [&] {
    if (!paragraph.empty()) {
      result += (first ? "" : ".Pp\n") + Lines(paragraph);
      first = false;
    }
    if (!kept.empty()) {
      result += ".Bd -literal\n" + kept + ".Ed\n";
      first = false;
    }
    paragraph.clear();
    kept.clear();
  };
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool keeps = line.starts_with(' ');
    if (line.empty() || keeps != !kept.empty()) flush();
    if (keeps) {
      kept += Escape(line) + "\n";
    } else if (!line.empty()) {
      paragraph.append(line).append(" ");
    }
  }
  flush();
  return result;
}

std::string Item(const Option& option) {
  std::string text = ".It";
  auto add = [&](const std::string& name) {
    text += " Fl " + Escape(std::string_view(name).substr(1));
  };
  if (!option.short_name.empty()) {
    add(option.short_name);
    text += " ,";
  }
  add(option.name);
  if (!option.value.empty()) text += " Ar " + Argument(option.value);
  return text + "\n";
}

std::string OptionList(const std::vector<const Option*>& options) {
  std::string text = ".Bl -tag -width Ds\n";
  for (const Option* option : options) text += Item(*option) + Lines(FullHelp(*option));
  return text + ".El\n";
}

std::string CommandSection(const Command& command) {
  std::string text = ".Ss " + Argument(UsageOf(command)) + "\n";
  text += Paragraphs(command.description.empty() ? command.summary : command.description);
  if (!command.positionals.empty()) {
    text += ".Bl -tag -width Ds\n";
    for (const Positional& positional : command.positionals) {
      std::string help = positional.help;
      if (help.empty()) help = OneOf(positional.choices, "");
      text += ".It Ar " + Argument(positional.name) + "\n" + Lines(help);
    }
    text += ".El\n";
  }
  for (const OptionGroup& group : GroupsOf(command.options)) {
    text += ".Pp\n" + Escape(group.heading) + ":\n" + OptionList(group.options);
  }
  if (!command.examples.empty()) {
    text += ".Pp\nExamples:\n.Bl -tag -width Ds\n";
    for (const Example& example : command.examples) {
      text += ".It Li " + Argument(example.command) + "\n" + Lines(example.what);
    }
    text += ".El\n";
  }
  if (!command.exit_notes.empty()) {
    text += ".Pp\nExit status:\n.Bl -tag -width Ds\n";
    for (const ExitNote& note : command.exit_notes) {
      text += ".It " + std::to_string(note.code) + "\n" + Lines(note.meaning);
    }
    text += ".El\n";
  }
  return text;
}

}  // namespace

std::string ManPage(const std::vector<Command>& commands) {
  std::string text = std::string(".Dd ") + kVersionDate +
                     "\n"
                     ".Dt TESTFED 1\n"
                     ".Os \"testfed " +
                     std::string(kVersion) +
                     "\"\n"
                     ".Sh NAME\n"
                     ".Nm testfed\n"
                     ".Nd run the tests that a change can break, and say why\n"
                     ".Sh SYNOPSIS\n"
                     ".Nm testfed\n"
                     ".Op Fl C Ar DIR\n"
                     ".Op Fl \\-config Ar FILE\n"
                     ".Ar COMMAND\n"
                     ".Op Ar ARGS\n"
                     ".Sh DESCRIPTION\n";
  text += Lines(
      "testfed reads which domain owns each file, works out which domains a change affects, adds "
      "the smoke tests and the contract tests that must run all the same, and prints one plan.");
  text += ".Pp\nThese options go with every command, before its name or after it:\n";
  std::vector<const Option*> globals;
  for (const Option& option : GlobalOptions()) {
    if (!option.hidden) globals.push_back(&option);
  }
  text += OptionList(globals);
  text += ".Sh COMMANDS\n";
  for (const std::string& section : SectionsOf(commands)) {
    for (const Command& command : commands) {
      if (!command.hidden && command.section == section) text += CommandSection(command);
    }
  }
  text += ".Sh EXIT STATUS\n.Bl -tag -width Ds\n";
  for (const ExitNote& note : ExitNotesOf({})) {
    text += ".It " + std::to_string(note.code) + "\n" + Lines(note.meaning);
  }
  return text + ".El\n";
}

}  // namespace testfed
