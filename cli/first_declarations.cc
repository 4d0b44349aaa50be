#include "cli/first_declarations.h"

#include <algorithm>
#include <set>

#include "domains/path_name.h"
#include "domains/pattern.h"
#include "domains/yaml_text.h"

namespace testfed {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string UpperText(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), Upper);
  return text;
}

bool Contains(const std::vector<std::string>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

bool HasControl(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// Whether some wildcard that stands for an unwritable name is about `path` as well.
bool CoveredByWildcard(const std::vector<std::string>& unwritable, std::string_view path) {
  return std::any_of(unwritable.begin(), unwritable.end(), [&](const std::string& name) {
    absl::StatusOr<Pattern> pattern = Pattern::Parse(PatternFor(name));
    return pattern.ok() && pattern->Match(path).has_value();
  });
}

void SortFiles(const RootCensus& census, const std::vector<std::string>& own_files,
               FirstDeclarations& first) {
  for (const std::string& name : census.files()) {
    if (Contains(own_files, name)) continue;
    RootFile kind = RootFileOf(name);
    // A wildcard must never narrow.
    bool ignored =
        kind == RootFile::kDocument && IsUtf8(name) && !CoveredByWildcard(first.unwritable, name);
    if (ignored) {
      first.ignored_files.push_back(name);
    } else if (kind == RootFile::kDocument) {
      first.full_files[RootFile::kOther].push_back(name);
    } else if (kind != RootFile::kOther || !first.has_root_domain) {
      first.full_files[kind].push_back(name);
    }
  }
}

void AddPaths(const std::vector<std::string>& paths, std::string_view reason, std::string& text) {
  if (paths.empty()) return;
  text += "    - paths:\n";
  std::vector<std::string> written;
  for (const std::string& path : paths) {
    if (Contains(written, path)) continue;  // two names, one wildcard
    text += "        - " + YamlText(path) + "\n";
    written.push_back(path);
  }
  text.append("      reason: ").append(YamlText(reason)).append("\n");
}

std::vector<std::string> PatternsFor(const std::vector<std::string>& names) {
  std::vector<std::string> patterns;
  for (const std::string& name : names) patterns.push_back(PatternFor(name));
  return patterns;
}

std::string SettingsText(const FirstDeclarations& first) {
  std::string text;
  if (!first.ignored_folders.empty() || !first.ignored_files.empty()) {
    text +=
        "  # Files that can affect no test. Where a test reads one of them, take it out.\n"
        "  ignore:\n";
    for (const std::string& name : first.ignored_folders) {
      text += "    - " + YamlText(PatternFor(name) + "/**") + "\n";
    }
    for (const std::string& name : first.ignored_files) {
      text += "    - " + YamlText(PatternFor(name)) + "\n";
    }
  }
  if (!first.pipeline_folders.empty() || !first.full_files.empty()) {
    text +=
        "  # What runs everything, and why. Give a file to a domain where only that needs it.\n"
        "  full:\n";
    std::vector<std::string> pipelines;
    for (const std::string& path : first.pipeline_folders) pipelines.push_back(path + "/**");
    for (RootFile kind : {RootFile::kBuild, RootFile::kPipeline, RootFile::kOther}) {
      std::vector<std::string> paths;
      if (kind == RootFile::kPipeline) paths = pipelines;
      auto files = first.full_files.find(kind);
      if (files != first.full_files.end()) {
        for (std::string& pattern : PatternsFor(files->second)) paths.push_back(std::move(pattern));
      }
      AddPaths(paths, ReasonOf(kind), text);
    }
  }
  return text.empty() ? "" : "\n$settings:\n" + text;
}

}  // namespace

bool RootCensus::EnterDirectory(std::string_view name, std::string_view) {
  if (sizes_.empty()) folder_ = &folders_[std::string(name)];
  sizes_.push_back(path_.size());
  path_.append(name).append("/");
  return true;
}

void RootCensus::LeaveDirectory() {
  path_.resize(sizes_.back());
  sizes_.pop_back();
}

void RootCensus::File(std::string_view name) {
  if (sizes_.empty()) {
    files_.emplace_back(name);
    return;
  }
  if (folder_->only_documents && !IsDocument(name)) folder_->only_documents = false;
  if (!path_.starts_with('.')) {  // so do all folders of pipelines: most files need no closer look
    folder_->only_pipelines = false;
    return;
  }
  const auto& all = PipelineFolders();
  auto pipeline = std::find_if(all.begin(), all.end(), [&](const std::string& folder) {
    return path_.starts_with(folder + "/");
  });
  if (pipeline == all.end()) {
    folder_->only_pipelines = false;
  } else if (!Contains(folder_->pipelines, *pipeline)) {
    folder_->pipelines.push_back(*pipeline);
  }
}

FirstDeclarations FirstDeclarationsOf(const RootCensus& census, const Codeowners& codeowners,
                                      const std::vector<std::string>& own_files) {
  FirstDeclarations first;
  for (const std::string& name : census.files()) {
    if (!IsUtf8(name)) first.unwritable.push_back(name);
  }
  std::vector<std::string> folders;
  for (const auto& [name, folder] : census.folders()) {
    for (const std::string& path : folder.pipelines) first.pipeline_folders.push_back(path);
    if (folder.only_pipelines) continue;
    if (IsDocumentFolder(name) && folder.only_documents &&
        !CoveredByWildcard(first.unwritable, name + "/x")) {
      first.ignored_folders.push_back(name);
    } else {
      folders.push_back(name);
    }
  }
  if (folders.empty() && census.files().empty()) {
    // There must be a domain, and it must have a file.
    first.ignored_folders.clear();
    for (const auto& [name, folder] : census.folders()) folders.push_back(name);
  }
  first.has_root_domain = folders.empty();
  SortFiles(census, own_files, first);
  std::vector<std::string> names = DomainNamesOf(folders);
  for (size_t i = 0; i < folders.size(); ++i) {
    const std::string& folder = folders[i];
    bool writable = IsUtf8(folder);
    if (!writable) first.unwritable.push_back(folder);
    first.domains.push_back({.name = names[i],
                             .home = writable && !HasControl(folder) ? folder : "",
                             .owners = codeowners.OwnersOf(folder),
                             .include = PatternFor(folder) + "/**"});
  }
  if (first.has_root_domain) first.domains.push_back({"Root", ".", {}, "*"});
  return first;
}

std::string YamlOf(const FirstDeclarations& first) {
  std::string text =
      "# Which domain owns which file; a first one by `testfed init`, from here on written by "
      "hand.\n"
      "# After an edit: `testfed check`, then `testfed dump --update`.\n";
  text += SettingsText(first);
  for (const FirstDomain& domain : first.domains) {
    text += "\n" + YamlText(domain.name) + ":\n";  // `Null` and `True` are names, too
    if (!domain.home.empty()) text += "  home: " + YamlText(domain.home) + "\n";
    if (!domain.owners.empty()) text += "  owners: " + YamlList(domain.owners) + "\n";
    text += "  include: [" + YamlText(domain.include) + "]\n";
  }
  text +=
      "\n# Next: `fullyAffectedBy: [OtherDomain]` where a domain uses another, and `suites` with\n"
      "# the commands that test it. Until some domain has suites, each affected domain is one "
      "job.\n";
  return text;
}

std::string DomainNameOf(std::string_view folder) {
  std::string name;
  bool begins = true;
  for (char c : folder) {
    if (!IsLetter(c) && !IsDigit(c)) {
      begins = true;
      continue;
    }
    name += begins ? Upper(c) : c;
    begins = false;
  }
  if (name.empty()) return "Folder";
  return IsLetter(name[0]) ? name : "D" + name;
}

std::vector<std::string> DomainNamesOf(const std::vector<std::string>& folders) {
  std::set<std::string> taken = {UpperText("Unknown")};
  std::vector<std::string> names;
  std::vector<size_t> later;  // plain names go first: `a`, `A` and `a2` are A, A3 and A2
  for (size_t i = 0; i < folders.size(); ++i) {
    names.push_back(DomainNameOf(folders[i]));
    if (!taken.insert(UpperText(names.back())).second) later.push_back(i);
  }
  std::map<std::string, int> next;  // by plain name: a thousand equal ones stay cheap
  for (size_t i : later) {
    int& number = next.try_emplace(UpperText(names[i]), 2).first->second;
    while (!taken.insert(UpperText(names[i]) + std::to_string(number)).second) ++number;
    names[i] += std::to_string(number++);
  }
  return names;
}

std::string PatternFor(std::string_view name) {
  std::string pattern;
  for (size_t at = 0; at < name.size();) {
    size_t length = Utf8Length(name.substr(at));
    if (length == 0) {
      pattern += '?';
      ++at;
      continue;
    }
    std::string_view character = name.substr(at, length);
    bool special = std::string_view("*?[]{}\\").find(character) != std::string_view::npos ||
                   (at == 0 && character == "!");
    if (special) pattern += '\\';
    pattern += character;
    at += length;
  }
  return pattern;
}

}  // namespace testfed
