#include "selector/git/object_folder.h"

#include <dirent.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace testfed {
namespace {

std::optional<ObjectType> TypeOf(std::string_view word) {
  constexpr std::pair<std::string_view, ObjectType> kWords[] = {{"commit", ObjectType::kCommit},
                                                                {"tree", ObjectType::kTree},
                                                                {"blob", ObjectType::kBlob},
                                                                {"tag", ObjectType::kTag}};
  for (const auto& [name, type] : kWords) {
    if (name == word) return type;
  }
  return std::nullopt;
}

}  // namespace

void ObjectFolder::FindPacks() {
  looked_ = true;
  const std::string folder = path_ + "/pack";
  DIR* opened = opendir(folder.c_str());
  if (opened == nullptr) return;
  std::vector<std::string> names;
  while (const dirent* found = readdir(opened)) {
    std::string_view name = found->d_name;
    if (name.starts_with("pack-") && name.ends_with(".idx")) {
      names.emplace_back(name.substr(0, name.size() - 4));
    }
  }
  closedir(opened);
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    if (auto pack = PackFile::Open(folder + "/" + name)) packs_.push_back(std::move(pack));
  }
}

std::optional<Object> ObjectFolder::Read(std::string_view raw_id) {
  if (!looked_) FindPacks();
  for (size_t i = 0; i < packs_.size(); ++i) {
    const std::optional<std::uint64_t> offset = packs_[i]->Find(raw_id);
    if (!offset) continue;
    std::swap(packs_[0], packs_[i]);
    return packs_[0]->Read(*offset, inflater_);
  }
  return ReadLoose(raw_id);
}

std::optional<Object> ObjectFolder::ReadLoose(std::string_view raw_id) {
  const std::string hex = ToHex(raw_id);
  auto file = MappedFile::Open("", path_ + "/" + hex.substr(0, 2) + "/" + hex.substr(2));
  if (!file.ok() || !file->has_value()) return std::nullopt;
  // "TYPE SIZE", a NUL, the bytes.
  constexpr size_t kLongestHeader = 32;
  std::string bytes;
  if (!inflater_.Start((*file)->bytes(), kLongestHeader, bytes)) return std::nullopt;
  const size_t zero = bytes.find('\0'), space = bytes.find(' ');
  if (zero == std::string::npos || space > zero) return std::nullopt;
  const std::optional<ObjectType> type = TypeOf(std::string_view(bytes).substr(0, space));
  Object object;
  const char* end = bytes.data() + zero;
  const auto [at, error] = std::from_chars(bytes.data() + space + 1, end, object.size);
  if (!type || error != std::errc() || at != end || object.size > kMaxInflatedBytes) {
    return std::nullopt;
  }
  if (!inflater_.Whole((*file)->bytes(), zero + 1 + object.size, bytes)) return std::nullopt;
  object.type = *type;
  object.bytes = std::move(bytes);
  object.bytes.erase(0, zero + 1);
  return object;
}

}  // namespace testfed
