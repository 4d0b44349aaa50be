#include "cli/commands.h"
#include "cli/workspace.h"
#include "domains/inline_text.h"
#include "domains/json.h"
#include "domains/ownership.h"
#include "domains/path_name.h"

namespace testfed {
namespace {

// Of a folder (a slash at the end): what a new file directly in it would get.
const Judgement& JudgementOf(Ownership& ownership, std::string_view path) {
  if (!path.empty() && !path.ends_with('/')) return ownership.Of(path);
  MatchWalk& walk = ownership.walk();
  MatchWalk::Directory directory = walk.Root();
  while (!path.empty()) {
    size_t slash = path.find('/');
    directory = walk.Enter(directory, path.substr(0, slash));
    path.remove_prefix(slash + 1);
  }
  return ownership.Of(walk.NewFile(directory));
}

// Paths from standard input: NUL-ended with -z, else one a line. They are relative to the root, as
// git prints them.
std::vector<std::string> SplitPaths(std::string_view text, char end) {
  std::vector<std::string> paths;
  while (!text.empty()) {
    size_t at = std::min(text.find(end), text.size());
    if (at > 0) paths.emplace_back(text.substr(0, at));
    text.remove_prefix(std::min(at + 1, text.size()));
  }
  return paths;
}

absl::StatusOr<std::vector<std::string>> PathsOf(Invocation& invocation,
                                                 const Workspace& workspace) {
  std::vector<std::string> paths;
  for (const std::string& typed : invocation.Positionals()) {
    if (typed == "-") {
      TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput("-", kNoLimit));
      bool raw = invocation.Has("-z");
      for (std::string& path : SplitPaths(text, raw ? '\0' : '\n')) {
        if (!raw && path.starts_with('"')) {
          std::optional<std::string> unquoted = UnquotePath(path);
          if (!unquoted) return Error("`" + path + "` is no path in git's quotes");
          path = *std::move(unquoted);
        }
        paths.push_back(std::move(path));
      }
    } else {
      TESTFED_ASSIGN_OR_RETURN(std::string path, workspace.PathInRepository(typed));
      paths.push_back(std::move(path));
    }
  }
  return paths;
}

void ListDomains(Invocation& invocation, const Declarations& declarations) {
  if (invocation.Text("--format") == "json") {
    Json list = Json::MakeArray();
    for (const Domain& domain : declarations.domains) {
      Json owners = Json::MakeArray();
      for (const DeclaredName& owner : domain.owners) owners.Append(owner.name);
      Json one = Json::MakeObject();
      one.Set("name", domain.name).Set("owners", std::move(owners)).Set("home", domain.home);
      one.Set("at", ToString(declarations.At(domain.position)));
      list.Append(std::move(one));
    }
    invocation.out() << ToText(list, 2) << "\n";
    return;
  }
  for (const Domain& domain : declarations.domains) {
    std::string owners;
    for (const DeclaredName& owner : domain.owners) {
      owners += (owners.empty() ? "" : " ") + owner.name;
    }
    invocation.out() << domain.name << "\t" << owners << "\t"
                     << ToString(declarations.At(domain.position)) << "\n";
  }
}

absl::StatusOr<int> RunDomains(Invocation& invocation) {
  TESTFED_ASSIGN_OR_RETURN(Workspace workspace, Workspace::OpenOrStandalone(invocation));
  TESTFED_ASSIGN_OR_RETURN(auto configuration, workspace.LoadCurrent());
  const Declarations& declarations = configuration->declarations;
  if (invocation.Positionals().empty()) {
    ListDomains(invocation, declarations);
    return 0;
  }
  TESTFED_ASSIGN_OR_RETURN(std::vector<std::string> paths, PathsOf(invocation, workspace));
  Ownership ownership(declarations);
  bool json = invocation.Text("--format") == "json";
  bool raw = invocation.Has("-z");
  Json list = Json::MakeArray();
  for (const std::string& path : paths) {
    const Judgement& judgement = JudgementOf(ownership, path);
    std::string label = ownership.LabelOf(judgement);
    if (!json) {
      invocation.out() << (raw ? path : InlinePath(path)) << '\t' << label << (raw ? '\0' : '\n');
      continue;
    }
    Json names = Json::MakeArray();
    for (DomainId id : judgement.domains) names.Append(declarations[id].name);
    Json one = Json::MakeObject();
    one.Set("path", ReplaceInvalidUtf8(path));
    if (!IsUtf8(path)) one.Set("path_base64", Base64(path));
    one.Set("state", label.starts_with('(') ? label.substr(1, label.size() - 2) : "owned");
    one.Set("domains", std::move(names));
    list.Append(std::move(one));
  }
  if (json) invocation.out() << ToText(list, 2) << "\n";
  return 0;
}

}  // namespace

Command DomainsCommand() {
  return {
      .name = "domains",
      .section = "Ask",
      .summary = "list the domains, or the domains of given paths",
      .description =
          "Without paths: a line a domain, name, owners and place, with a tab between them. With "
          "paths: a line a path, then a tab, then its domains joined by `,` in order of "
          "declaration, or `(unowned)` when nobody owns it and `Unknown` is not declared, or "
          "`(ignored)`, `(full)`, `(testfed)`.\n\n"
          "Paths on the command line are relative to the current directory, those on standard "
          "input to the root, as git prints them. They need not exist. A slash at the end asks "
          "for a folder: what a new file directly in it would get. Names with special bytes are "
          "quoted as git quotes them.\n\n"
          "With --config FILE it works outside of any repository, too.",
      .options = {{.name = "-z", .help = "records end in NUL, in and out, and nothing is quoted"},
                  {.name = "--format",
                   .value = "FORMAT",
                   .choices = {"tsv", "json"},
                   .default_text = "tsv"}},
      .positionals = {{.name = "PATH",
                       .help = "a path; - reads them from standard input",
                       .repeatable = true,
                       .optional = true}},
      .examples = {{"testfed domains src/a.cc", "who owns this file?"},
                   {"git diff --name-only -z | testfed domains -z -", "of a list of paths"}},
      .run = RunDomains,
  };
}

}  // namespace testfed
