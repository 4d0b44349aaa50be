#include "tests/domains/real_ownership.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "tests/domains/child_process.h"

namespace testfed {
namespace {

std::vector<std::string> Split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, at);) parts.push_back(part);
  return parts;
}

std::optional<std::vector<std::string>> Lines(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) return std::nullopt;
  return Split(text.str(), '\n');
}

std::optional<std::vector<std::string>> Unpacked(const std::string& path, char at) {
  if (!std::ifstream(path)) return std::nullopt;
  const std::optional<std::string> text = OutputOf({"zstd", "-dcq", "--", path});
  if (!text) return std::nullopt;
  return Split(*text, at);
}

std::string Joined(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

// The few forms of YAML in Kotlin's file: a name at the start of a line, a key below it, and one
// item a line, with or without quotes.
std::vector<slow::Rules> ReadKotlinDomains(const std::vector<std::string>& lines) {
  std::vector<slow::Rules> domains;
  std::vector<std::string>* list = nullptr;
  for (const std::string& line : lines) {
    const size_t start = line.find_first_not_of(' ');
    if (start == std::string::npos || line[start] == '#' || line[start] == '$') continue;
    if (line[start] == '-') {
      std::string item = line.substr(line.find_first_not_of(' ', start + 1));
      item = item.substr(0, item.find(" #"));
      if (item.front() == '"') item = item.substr(1, item.rfind('"') - 1);
      if (list != nullptr) list->push_back(item);
      continue;
    }
    const std::string key = line.substr(start, line.find(':') - start);
    if (start == 0) domains.push_back({key, {}, {}});
    list = key == "include"   ? &domains.back().include
           : key == "exclude" ? &domains.back().exclude
                              : nullptr;
  }
  return domains;
}

}  // namespace

std::vector<std::vector<std::string>> SlowOwnership(const std::vector<slow::Rules>& domains,
                                                    const std::vector<std::string>& paths) {
  // Each pattern is read once: a real rule set is asked millions of times.
  struct Read {
    std::vector<std::vector<slow::Glob>> include, exclude;
  };
  std::vector<Read> read(domains.size());
  for (size_t i = 0; i < domains.size(); ++i) {
    for (const auto& text : domains[i].include) read[i].include.push_back(slow::ReadPattern(text));
    for (const auto& text : domains[i].exclude) read[i].exclude.push_back(slow::ReadPattern(text));
  }
  const auto best = [](const std::vector<std::vector<slow::Glob>>& patterns,
                       const std::string& path) {
    std::optional<std::pair<int, int>> rank;
    for (const auto& globs : patterns) rank = std::max(rank, slow::Rank(globs, path));
    return rank;
  };
  std::vector<std::vector<std::string>> owners;
  for (const std::string& path : paths) {
    owners.emplace_back();
    bool unknown = false;
    for (size_t i = 0; i < domains.size(); ++i) {
      if (domains[i].name == "Unknown") {
        unknown = true;
        continue;
      }
      const auto include = best(read[i].include, path);
      if (include && include > best(read[i].exclude, path)) {
        owners.back().push_back(domains[i].name);
      }
    }
    if (owners.back().empty() && unknown) owners.back().push_back("Unknown");
  }
  return owners;
}

std::optional<RealOwnership> ReadKotlin(const std::string& folder) {
  const auto yaml = Lines(folder + "/kotlin/domains.2ac9d68.yaml");
  const auto dump = Lines(folder + "/kotlin/domains.dump.2ac9d68.txt");
  if (!yaml || !dump) return std::nullopt;
  RealOwnership kotlin;
  kotlin.domains = ReadKotlinDomains(*yaml);
  std::vector<std::string> group;
  for (const std::string& line : *dump) {
    if (line.empty() || line[0] == '#' || line.substr(0, 3) == "Thi") continue;
    if (line.substr(0, 3) != " - ") {
      group.clear();
      for (std::string& name : Split(line.substr(0, line.rfind(':')), ',')) {
        group.push_back(name.substr(name.find_first_not_of(' ')));
      }
      continue;
    }
    kotlin.paths.push_back(line.substr(3));
    kotlin.paths.push_back(line.substr(3) + "/made-up/File.kt");
    kotlin.owners.insert(kotlin.owners.end(), 2, group);
  }
  return kotlin;
}

std::optional<RealGlobs> ReadUboot(const std::string& folder) {
  const auto rules = Unpacked(folder + "/uboot/rules-uboot.tsv.zst", '\n');
  const auto paths = Unpacked(folder + "/uboot/paths.nul.zst", '\0');
  const auto owners = Unpacked(folder + "/uboot/expected-uboot.owners.zst", '\n');
  if (!rules || !paths || !owners) return std::nullopt;
  RealGlobs uboot;
  uboot.paths = *paths;
  std::map<std::string, size_t> numbers;  // by first appearance
  for (const std::string& line : *rules) {
    const std::vector<std::string> fields = Split(line, '\t');
    const size_t number = numbers.emplace(fields.at(0), numbers.size()).first->second;
    uboot.sections.resize(numbers.size());
    const std::string& glob = fields.at(2);
    const bool below =
        glob.back() == '/' || (glob.size() > 2 && glob.substr(glob.size() - 3) == "/**");
    slow::Rules domain{"Glob" + std::to_string(uboot.domains.size()), {glob}, {}};
    if (!below) domain.exclude = {glob + "/"};  // git's `:(glob)` does not own what is below
    (fields.at(1) == "I" ? uboot.sections[number].include : uboot.sections[number].exclude)
        .push_back(uboot.domains.size());
    uboot.domains.push_back(std::move(domain));
  }
  for (const std::string& line : *owners) {
    uboot.owners.emplace_back();
    for (const std::string& number : Split(line, ',')) {
      uboot.owners.back().push_back(std::stoul(number));
    }
  }
  uboot.owners.resize(uboot.paths.size());
  return uboot;
}

std::string DifferencesInKotlin(const RealOwnership& kotlin, const OwnershipEngine& engine) {
  const std::vector<std::vector<std::string>> owners = engine(kotlin.domains, kotlin.paths);
  std::string differences;
  for (size_t i = 0; i < kotlin.paths.size(); ++i) {
    if (Joined(owners.at(i)) == Joined(kotlin.owners[i])) continue;
    differences +=
        kotlin.paths[i] + ": " + Joined(owners[i]) + ", not " + Joined(kotlin.owners[i]) + "\n";
  }
  return differences;
}

std::string DifferencesInUboot(const RealGlobs& uboot, const OwnershipEngine& engine, size_t step) {
  std::vector<size_t> asked;
  std::vector<std::string> paths;
  for (size_t i = 0; i < uboot.paths.size(); i += step) {
    asked.push_back(i);
    paths.push_back(uboot.paths[i]);
  }
  const std::vector<std::vector<std::string>> owners = engine(uboot.domains, paths);
  std::string differences;
  std::vector<char> matches(uboot.domains.size());
  for (size_t k = 0; k < asked.size(); ++k) {
    std::fill(matches.begin(), matches.end(), 0);
    for (const std::string& name : owners.at(k)) matches.at(std::stoul(name.substr(4))) = 1;
    const auto any = [&](const std::vector<size_t>& globs) {
      return std::any_of(globs.begin(), globs.end(), [&](size_t g) { return matches[g] != 0; });
    };
    std::vector<size_t> sections;
    for (size_t s = 0; s < uboot.sections.size(); ++s) {
      if (any(uboot.sections[s].include) && !any(uboot.sections[s].exclude)) sections.push_back(s);
    }
    if (sections != uboot.owners[asked[k]]) differences += paths[k] + "\n";
  }
  return differences;
}

}  // namespace testfed
