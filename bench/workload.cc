#include "bench/workload.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <span>
#include <unordered_set>

#include "bench/random_numbers.h"

namespace testfed::bench {
namespace {

constexpr std::array<std::string_view, 64> kWords = {
    "access",  "actor",   "agent",   "audio",   "base",     "batch",   "block",  "bridge",
    "buffer",  "cache",   "canvas",  "channel", "client",   "clock",   "codec",  "config",
    "core",    "crypto",  "cursor",  "data",    "debug",    "device",  "docs",   "dom",
    "driver",  "editor",  "engine",  "event",   "filter",   "font",    "frame",  "graph",
    "handler", "image",   "index",   "input",   "layout",   "loader",  "media",  "memory",
    "module",  "network", "node",    "parser",  "platform", "plugin",  "policy", "power",
    "queue",   "render",  "router",  "runtime", "sample",   "schema",  "script", "server",
    "session", "socket",  "storage", "stream",  "style",    "support", "test",   "widget"};
constexpr std::array<std::string_view, 10> kWebEndings = {".js",  ".html", ".cpp", ".h",  ".html",
                                                          ".css", ".json", ".rs",  ".py", ".html"};
constexpr std::array<std::string_view, 8> kKernelEndings = {".c", ".c",   ".c",    ".h",
                                                            ".h", ".rst", ".yaml", ".dts"};
constexpr std::array<std::string_view, 4> kWebEverywhere = {"moz.build", "README.md", "jar.mn",
                                                            "index.html"};
constexpr std::array<std::string_view, 3> kKernelEverywhere = {"Kconfig", "Makefile", "core.c"};

class Generator {
 public:
  explicit Generator(const Shape& shape) : shape_(shape), random_(shape.seed) {}

  Workload Run() {
    MakeDirectories();
    MakeFiles();
    std::sort(paths_.begin(), paths_.end());
    Workload workload;
    workload.name = shape_.name;
    for (size_t i = 0; i < shape_.domains; ++i) {
      workload.domains.push_back({"D" + std::to_string(i), {}, {}});
    }
    MakeGlobs(workload);
    std::erase_if(workload.domains, [](const WorkloadDomain& d) { return d.include.empty(); });
    for (const std::string& path : paths_) {
      workload.bytes += path;
      workload.ends.push_back(static_cast<std::uint32_t>(workload.bytes.size()));
      workload.bytes += '\0';
    }
    return workload;
  }

 private:
  struct Directory {
    std::string path;  // with a slash at the end, "" for the root
    int depth = 0;
    std::vector<std::string> families;  // how names of its files begin, where `chips`
  };

  std::string Word() { return std::string(random_.Of(kWords)); }

  // A random tree: the parent of each directory is an earlier one, which makes early ones large.
  void MakeDirectories() {
    directories_.push_back({});
    std::unordered_set<std::string> taken;
    const size_t count = std::max<size_t>(4, shape_.files / shape_.files_in_directory);
    const int deepest = shape_.chips ? 5 : 7;
    while (directories_.size() < count) {
      const double at = std::pow(random_.Unit(), 1.8) * static_cast<double>(directories_.size());
      const Directory& parent = directories_[static_cast<size_t>(at)];
      if (parent.depth == deepest || (parent.depth == 0 && directories_.size() > 40)) continue;
      std::string name = Word();
      if (random_.Percent(shape_.chips ? 15 : 35)) name += "-" + Word();
      if (random_.Percent(20)) name += std::to_string(random_.Below(100));
      Directory directory{parent.path + name + "/", parent.depth + 1, {}};
      if (!taken.insert(directory.path).second) continue;
      for (size_t i = 0; i < 6; ++i) {
        std::string family;
        for (size_t k = 2 + random_.Below(3); k > 0; --k) {
          family += static_cast<char>('a' + random_.Below(26));
        }
        directory.families.push_back(std::move(family));
      }
      directories_.push_back(std::move(directory));
    }
  }

  std::string FileName(const Directory& directory, size_t place) {
    const auto everywhere = shape_.chips ? std::span<const std::string_view>(kKernelEverywhere)
                                         : std::span<const std::string_view>(kWebEverywhere);
    if (place < everywhere.size() && random_.Percent(35)) return std::string(everywhere[place]);
    if (!shape_.chips || directory.families.empty()) {
      std::string name = Word() + (random_.Percent(30) ? "_" : "-") + Word();
      if (random_.Percent(60)) name += "-" + std::to_string(random_.Below(1000));
      return name + std::string(random_.Of(kWebEndings));
    }
    std::string name = random_.Of(directory.families) + std::to_string(random_.Below(10000));
    if (random_.Percent(40)) name += "-" + Word();
    return name + std::string(random_.Of(kKernelEndings));
  }

  void MakeFiles() {
    std::vector<double> weights(directories_.size());
    double sum = 0;
    for (double& weight : weights) weight = 1 / (random_.Unit() + 0.01);
    for (size_t i = 0; i < shape_.crowded_directories; ++i) {
      crowded_.push_back(1 + random_.Below(directories_.size() - 1));
      weights[crowded_.back()] = 200;  // about 40 times the mean
    }
    for (double weight : weights) sum += weight;
    double owed = 0;
    std::unordered_set<std::string> taken;
    for (size_t i = 0; i < directories_.size(); ++i) {
      const Directory& directory = directories_[i];
      owed += weights[i] / sum * static_cast<double>(shape_.files);
      if (i + 1 == directories_.size()) owed = static_cast<double>(shape_.files - paths_.size());
      taken.clear();
      for (size_t place = 0; owed >= 1 && paths_.size() < shape_.files; owed -= 1, ++place) {
        std::string name = FileName(directory, place);
        while (!taken.insert(name).second) name.insert(0, 1, static_cast<char>('a' + place % 26));
        paths_.push_back(directory.path + name);
      }
    }
  }

  struct Split {
    std::string folder, name;
  };
  // A random file below the root.
  Split File() {
    while (true) {
      const std::string& path = random_.Of(paths_);
      const size_t slash = path.rfind('/');
      if (slash != std::string::npos) return {path.substr(0, slash + 1), path.substr(slash + 1)};
    }
  }
  // One time in ten near the top, where whole parts of a repository are given away.
  std::string Folder() {
    const size_t size = directories_.size() - 1;
    const size_t top = std::min<size_t>(size, 1000);
    return directories_[1 + random_.Below(random_.Percent(10) ? top : size)].path;
  }
  std::string Ending(const std::string& name) {
    const size_t dot = name.rfind('.');
    return dot == std::string::npos || dot == 0 ? ".txt" : name.substr(dot);
  }

  std::string Glob() {
    const Shape::Shares& s = shape_.shares;
    const std::array<int, 13> shares = {
        s.literal, s.dead,        s.directory, s.tree,    s.prefix, s.both,    s.files_only,
        s.suffix,  s.deep_suffix, s.contains,  s.general, s.middle, s.anywhere};
    int sum = 0;
    for (int share : shares) sum += share;
    int at = static_cast<int>(random_.Below(static_cast<size_t>(sum)));
    size_t kind = 0;
    while (at >= shares[kind]) at -= shares[kind++];
    Split file = File();
    switch (kind) {
      case 0:
        return file.folder + file.name;
      case 1:
        return file.folder + "removed-" + file.name;
      case 2:
        return Without(Folder(), 1);
      case 3:
        return Folder() + "**";
      case 4:
      case 5: {
        // Most prefixes share few folders.
        if (!crowded_.empty() && random_.Percent(80)) {
          const Directory& folder = directories_[random_.Of(crowded_)];
          file = {folder.path, random_.Of(folder.families) + std::to_string(random_.Below(10000))};
        }
        const size_t shortest = std::min<size_t>(file.name.size(), 4);
        const std::string prefix =
            file.name.substr(0, shortest + random_.Below(file.name.size() - shortest + 1));
        return file.folder + prefix + (kind == 4 ? "*" : "*" + Ending(file.name));
      }
      case 6:
        return file.folder + "*";
      case 7:
        return file.folder + "*" + Ending(file.name);
      case 8:
        return Folder() + "**/*" + Ending(file.name);
      case 9:
        return file.folder + "*" + Word() + "*";
      case 10:
        return file.folder + file.name.substr(0, 3) + "?*.[ch]";
      case 11:
        return file.folder.substr(0, file.folder.find('/') + 1) + "*/" + Word() + "*";
      default:
        break;
    }
    switch (random_.Below(3)) {
      case 0:
        return "**/" + Word() + "-" + file.name;
      case 1:
        return "**/*-" + std::to_string(random_.Below(100)) + Ending(file.name);
      default:
        return "**/" + Word() + "-" + Word() + "/**";
    }
  }
  static std::string Without(std::string text, size_t bytes) {
    text.resize(text.size() - bytes);
    return text;
  }

  void MakeGlobs(Workload& workload) {
    // The top of the repository is given away whole, so that most files have an owner.
    size_t made = 0;
    for (const Directory& directory : directories_) {
      if (directory.depth != 1 || made >= shape_.globs / 4) continue;
      workload.domains[made++ % workload.domains.size()].include.push_back(directory.path + "**");
    }
    for (; made < shape_.globs; ++made) {
      WorkloadDomain& domain = workload.domains[random_.Below(workload.domains.size())];
      const bool exclude = !domain.include.empty() && random_.Percent(shape_.exclude_percent);
      (exclude ? domain.exclude : domain.include).push_back(Glob());
    }
  }

  const Shape& shape_;
  RandomNumbers random_;
  std::vector<Directory> directories_;
  std::vector<size_t> crowded_;  // indices of directories
  std::vector<std::string> paths_;
};

std::vector<std::string> Unpacked(const std::string& file, char separator) {
  std::vector<std::string> parts;
  if (!std::ifstream(file)) return parts;
  std::FILE* pipe = popen(("zstd -dcq -- '" + file + "'").c_str(), "r");
  if (pipe == nullptr) return parts;
  parts.emplace_back();
  for (int c; (c = std::getc(pipe)) != EOF;) {
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += static_cast<char>(c);
  }
  parts.pop_back();
  if (pclose(pipe) != 0) parts.clear();
  return parts;
}

std::optional<size_t> Number(std::string_view text) {
  size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

size_t Workload::globs() const {
  size_t count = 0;
  for (const WorkloadDomain& domain : domains) {
    count += domain.include.size() + domain.exclude.size();
  }
  return count;
}

Workload Generate(const Shape& shape) { return Generator(shape).Run(); }

std::optional<Workload> ReadReal(const std::string& folder, const std::string& name) {
  std::vector<std::string> paths = Unpacked(folder + "/" + name + "/paths.nul.zst", '\0');
  const std::vector<std::string> rules =
      Unpacked(folder + "/" + name + "/rules-" + name + ".tsv.zst", '\n');
  if (paths.empty() || rules.empty()) return std::nullopt;
  std::sort(paths.begin(), paths.end());
  Workload workload;
  workload.name = "real-" + name;
  std::string section;
  for (const std::string& line : rules) {
    const size_t tab = line.find('\t');
    if (workload.domains.empty() || line.substr(0, tab) != section) {
      section = line.substr(0, tab);
      workload.domains.push_back({"D" + std::to_string(workload.domains.size()), {}, {}});
    }
    const std::string glob = line.substr(tab + 3);
    if (!Pattern::Parse(glob).ok()) continue;
    (line[tab + 1] == 'I' ? workload.domains.back().include : workload.domains.back().exclude)
        .push_back(glob);
  }
  for (const std::string& path : paths) {
    workload.bytes += path;
    workload.ends.push_back(static_cast<std::uint32_t>(workload.bytes.size()));
    workload.bytes += '\0';
  }
  return workload;
}

std::optional<Workload> FindWorkload(std::string_view name, const std::string& folder) {
  if (name == "firefox") return Generate(FirefoxShape());
  if (name == "linux") return Generate(LinuxShape());
  if (name == "big") return Generate(BigShape());
  if (name == "real-linux") return ReadReal(folder, "linux");
  if (name == "real-uboot") return ReadReal(folder, "uboot");
  if (!name.starts_with("scaled-")) return std::nullopt;
  const std::string_view numbers = name.substr(7);
  const size_t dash = numbers.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::optional<size_t> files = Number(numbers.substr(0, dash));
  const std::optional<size_t> globs = Number(numbers.substr(dash + 1));
  if (!files || !globs || *files == 0 || *globs == 0) return std::nullopt;
  return Generate(ScaledShape(*files, *globs));
}

Declarations DeclarationsOf(const Workload& workload) {
  Declarations declarations;
  declarations.file = "domains.yaml";
  const auto parsed = [](const std::vector<std::string>& texts) {
    std::vector<DeclaredPattern> patterns;
    for (const std::string& text : texts) {
      absl::StatusOr<Pattern> pattern = Pattern::Parse(text);
      if (!pattern.ok()) {
        std::cerr << "the glob `" << text << "` " << pattern.status().message() << "\n";
        std::abort();
      }
      patterns.push_back({*std::move(pattern), {}});
    }
    return patterns;
  };
  for (const WorkloadDomain& from : workload.domains) {
    Domain domain;
    domain.name = from.name;
    domain.include = parsed(from.include);
    domain.exclude = parsed(from.exclude);
    declarations.domains.push_back(std::move(domain));
  }
  declarations.Index();
  return declarations;
}

std::string YamlOf(const Workload& workload) {
  std::string yaml;
  const auto list = [&yaml](std::string_view key, const std::vector<std::string>& globs) {
    if (globs.empty()) return;
    yaml += "  " + std::string(key) + ":\n";
    for (const std::string& glob : globs) {
      yaml += "    - \"";
      for (char c : glob) {
        if (c == '"' || c == '\\') yaml += '\\';
        yaml += c;
      }
      yaml += "\"\n";
    }
  };
  for (const WorkloadDomain& domain : workload.domains) {
    yaml += domain.name + ":\n";
    list("include", domain.include);
    list("exclude", domain.exclude);
  }
  return yaml;
}

}  // namespace testfed::bench
