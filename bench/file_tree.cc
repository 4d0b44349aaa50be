#include "bench/file_tree.h"

#include <algorithm>

namespace testfed::bench {

FileTree::FileTree(const Workload& workload) : bytes_(workload.bytes) {
  const auto put = [&](std::string_view name, Kind kind) {
    const auto begin = static_cast<std::uint32_t>(name.data() - bytes_.data());
    entries_.push_back({begin, static_cast<std::uint16_t>(name.size()), kind});
  };
  std::vector<std::string_view> open;
  for (size_t i = 0; i < workload.size(); ++i) {
    std::string_view rest = workload.Path(i);
    size_t depth = 0;
    for (size_t slash; (slash = rest.find('/')) != std::string_view::npos; ++depth) {
      const std::string_view name = rest.substr(0, slash);
      if (depth == open.size() || open[depth] != name) {
        for (; open.size() > depth; open.pop_back()) put(bytes_.substr(0, 0), Kind::kLeave);
        open.push_back(name);
        put(name, Kind::kEnter);
        ++directories_;
      }
      rest.remove_prefix(slash + 1);
    }
    for (; open.size() > depth; open.pop_back()) put(bytes_.substr(0, 0), Kind::kLeave);
    put(rest, Kind::kFile);
  }
}

void FileTree::Walk(MatchWalk& walk, std::vector<WinnersId>& winners) const {
  std::vector<MatchWalk::Directory> open{walk.Root()};
  size_t file = 0;
  for (const Entry& entry : entries_) {
    const std::string_view name(bytes_.data() + entry.begin, entry.size);
    switch (entry.kind) {
      case Kind::kFile:
        winners[file++] = walk.File(open.back(), name);
        break;
      case Kind::kEnter:
        open.push_back(walk.Enter(open.back(), name));
        break;
      case Kind::kLeave:
        open.pop_back();
        break;
    }
  }
}

}  // namespace testfed::bench
