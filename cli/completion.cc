#include "cli/completion.h"

#include "cli/commands.h"

namespace testfed {
namespace {

using Words = std::vector<std::string>;

std::string Joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

Words CommandNames(const std::vector<Command>& commands) {
  Words names;
  for (const Command& command : commands) {
    if (!command.hidden) names.push_back(command.name);
  }
  return names;
}

Words NamesOf(const Option& option) {
  if (option.short_name.empty()) return {option.name};
  return {option.name, option.short_name};
}

Words OptionNames(const std::vector<Option>& options) {
  Words names;
  for (const Option& option : options) {
    if (option.hidden) continue;
    for (const std::string& name : NamesOf(option)) names.push_back(name);
  }
  return names;
}

// What stands for a value or a positional: its choices, or words by what it is called.
struct Values {
  Words choices;
  bool files = false;
  bool directories = false;
};

Values ValuesOf(const std::string& name, const Words& choices,
                const std::vector<Command>& commands) {
  if (!choices.empty()) return {choices};
  if (name == "COMMAND") return {CommandNames(commands)};
  if (name == "DIR") return {{}, false, true};
  // A positional that is not listed here is a name of the repository's: often a path.
  return {{}, true, false};
}

Values ValuesOf(const Option& option, const std::vector<Command>& commands) {
  if (!option.choices.empty()) return {option.choices};
  if (option.value == "FILE" || option.value == "DIR") {
    return ValuesOf(option.value, {}, commands);
  }
  return {};
}

Values ValuesOf(const Command& command, const std::vector<Command>& commands) {
  if (command.positionals.empty()) return {};
  const Positional& first = command.positionals.front();
  return ValuesOf(first.name, first.choices, commands);
}

// ---- bash

std::string BashReply(const Values& values) {
  if (!values.choices.empty()) {
    return "COMPREPLY=($(compgen -W '" + Joined(values.choices) + "' -- \"$cur\"))";
  }
  if (values.files)
    return "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$cur\"))";
  if (values.directories) {
    return "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- \"$cur\"))";
  }
  return "COMPREPLY=()";
}

// The lines of a `case` on "COMMAND OPTION"; a global option goes with any command.
void AddBashOptionCases(std::string& text, const std::string& command,
                        const std::vector<Option>& options, const std::vector<Command>& commands) {
  for (const Option& option : options) {
    if (option.hidden || option.value.empty()) continue;
    std::string pattern;
    for (const std::string& name : NamesOf(option)) {
      pattern.append(pattern.empty() ? "" : "|").append(command).append("\\ ").append(name);
    }
    text += "    " + pattern + ") " + BashReply(ValuesOf(option, commands)) + "; return;;\n";
  }
}

// ---- zsh

// Inside single quotes; `escaped` are the characters that mean something to _arguments there.
std::string ZshText(std::string_view text, std::string_view escaped) {
  std::string quoted;
  for (char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
      continue;
    }
    if (escaped.find(c) != std::string_view::npos) quoted += '\\';
    quoted += c;
  }
  return quoted;
}

std::string ZshAction(const Values& values) {
  if (!values.choices.empty()) return "(" + Joined(values.choices) + ")";
  if (values.files) return "_files";
  if (values.directories) return "_files -/";
  return " ";
}

std::string ZshOptions(const std::vector<Option>& options, const std::vector<Command>& commands) {
  std::string text;
  for (const Option& option : options) {
    if (option.hidden) continue;
    for (const std::string& name : NamesOf(option)) {
      const bool many = option.repeatable || option.value.empty();
      std::string mark;
      if (!option.value.empty()) mark = name.starts_with("--") ? "=" : "+";
      text.append(" \\\n      '").append(many ? "*" : "").append(name).append(mark);
      text.append("[").append(ZshText(FullHelp(option), "[]\\:")).append("]");
      if (!option.value.empty()) {
        text += ":" + ZshText(option.value, ":\\") + ":" + ZshAction(ValuesOf(option, commands));
      }
      text += "'";
    }
  }
  return text;
}

// ---- fish

std::string FishText(std::string_view text) {
  std::string quoted = "'";
  for (char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string FishArguments(const Values& values) {
  if (!values.choices.empty()) return " -f -a " + FishText(Joined(values.choices));
  if (values.files) return " -F";
  if (values.directories) return " -f -a '(__fish_complete_directories)'";
  return " -f";
}

std::string FishOption(const Option& option, const std::string& condition,
                       const std::vector<Command>& commands) {
  std::string text = "complete -c testfed" + condition;
  for (const std::string& name : NamesOf(option)) {
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (!option.value.empty()) text += " -r" + FishArguments(ValuesOf(option, commands));
  return text + " -d " + FishText(FullHelp(option)) + "\n";
}

absl::StatusOr<int> RunCompletion(Invocation& invocation) {
  const std::string shell = invocation.Argument(0);
  if (shell == "bash") invocation.out() << BashCompletion(invocation.commands());
  if (shell == "zsh") invocation.out() << ZshCompletion(invocation.commands());
  if (shell == "fish") invocation.out() << FishCompletion(invocation.commands());
  return 0;
}

}  // namespace

std::string BashCompletion(const std::vector<Command>& commands) {
  std::string text = R"(# bash completion for testfed, written by `testfed completion bash`
_testfed() {
  local cur=${COMP_WORDS[COMP_CWORD]} option= command= i word
  local -a before=("${COMP_WORDS[@]:1:COMP_CWORD-1}")
  COMPREPLY=()
  # bash makes `--name=value` three words.
  if [[ $cur == = ]]; then cur=; before+=(=); fi
  local last=$((${#before[@]} - 1))
  if ((last >= 1)) && [[ ${before[last]} == = ]]; then
    option=${before[last-1]}
  elif ((last >= 0)); then
    option=${before[last]}
  fi
  for ((i = 0; i <= last; ++i)); do
    word=${before[i]}
    case $word in
      --) COMPREPLY=($(compgen -f -- "$cur")); return;;
)";
  std::string with_value;
  for (const Option& option : GlobalOptions()) {
    if (option.hidden || option.value.empty()) continue;
    for (const std::string& name : NamesOf(option)) {
      with_value += (with_value.empty() ? "" : "|") + name;
    }
  }
  text += "      " + with_value +
          R"() if [[ ${before[i+1]-} == = ]]; then i=$((i + 2)); else i=$((i + 1)); fi;;
      -*|=) ;;
      *) if [[ -z $command ]]; then command=$word; fi;;
    esac
  done
  case "$command $option" in
)";
  AddBashOptionCases(text, "*", GlobalOptions(), commands);
  for (const Command& command : commands) {
    if (!command.hidden) AddBashOptionCases(text, command.name, command.options, commands);
  }
  text += "  esac\n  case $command in\n";
  const Words globals = OptionNames(GlobalOptions());
  auto add = [&](const std::string& pattern, const Words& options, const Values& values) {
    Words words = options;
    words.insert(words.end(), globals.begin(), globals.end());
    text += "    " + pattern + ")\n      if [[ $cur == -* ]]; then\n        " + BashReply({words}) +
            "\n      else\n        " + BashReply(values) + "\n      fi;;\n";
  };
  add("''", {}, {CommandNames(commands)});
  for (const Command& command : commands) {
    if (!command.hidden)
      add(command.name, OptionNames(command.options), ValuesOf(command, commands));
  }
  return text + "  esac\n}\ncomplete -F _testfed testfed\n";
}

std::string ZshCompletion(const std::vector<Command>& commands) {
  std::string text =
      "#compdef testfed\n"
      "# zsh completion for testfed, written by `testfed completion zsh`\n"
      "_testfed() {\n"
      "  local context state state_descr line\n"
      "  typeset -A opt_args\n"
      "  _arguments -C" +
      ZshOptions(GlobalOptions(), commands) +
      " \\\n      '1:command:->command' '*::argument:->argument' && return\n"
      "  if [[ $state == command ]]; then\n"
      "    local -a commands=(";
  for (const Command& command : commands) {
    if (command.hidden) continue;
    text += "\n      '" + command.name + ":" + ZshText(command.summary, "") + "'";
  }
  text += ")\n    _describe command commands\n    return\n  fi\n  case $words[1] in\n";
  for (const Command& command : commands) {
    if (command.hidden) continue;
    text += "    " + command.name + ") _arguments" + ZshOptions(GlobalOptions(), commands) +
            ZshOptions(command.options, commands);
    const Values values = ValuesOf(command, commands);
    if (!command.positionals.empty()) {
      text += " \\\n      '*:" + ZshText(command.positionals.front().name, ":\\") + ":" +
              ZshAction(values) + "'";
    }
    text += ";;\n";
  }
  return text +
         "  esac\n}\n"
         "if [[ $funcstack[1] == _testfed ]]; then _testfed \"$@\"; else compdef _testfed testfed; "
         "fi\n";
}

std::string FishCompletion(const std::vector<Command>& commands) {
  std::string text =
      "# fish completion for testfed, written by `testfed completion fish`\n"
      "complete -c testfed -f\n";
  for (const Option& option : GlobalOptions()) {
    if (!option.hidden) text += FishOption(option, "", commands);
  }
  for (const Command& command : commands) {
    if (command.hidden) continue;
    text += "complete -c testfed -n __fish_use_subcommand -a " + command.name + " -d " +
            FishText(command.summary) + "\n";
  }
  for (const Command& command : commands) {
    if (command.hidden) continue;
    const std::string condition = " -n '__fish_seen_subcommand_from " + command.name + "'";
    if (!command.positionals.empty()) {
      text += "complete -c testfed" + condition + FishArguments(ValuesOf(command, commands)) + "\n";
    }
    for (const Option& option : command.options) {
      if (!option.hidden) text += FishOption(option, condition, commands);
    }
  }
  return text;
}

Command CompletionCommand() {
  return {
      .name = "completion",
      .section = "Also",
      .summary = "print a completion script for a shell",
      .description =
          "Prints a script that makes a shell complete commands, options and their values.",
      .positionals = {{.name = "SHELL", .choices = {"bash", "zsh", "fish"}}},
      .examples = {{"source <(testfed completion bash)", "in ~/.bashrc"},
                   {"testfed completion fish | source", "in config.fish"}},
      .run = RunCompletion,
  };
}

}  // namespace testfed
