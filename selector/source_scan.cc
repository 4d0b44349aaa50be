#include "selector/source_scan.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace testfed {
namespace {

constexpr size_t kMostUnusedBytes = size_t{16} << 20;

// Sources that were read, on their way to the threads that look through them.
class Queue {
 public:
  struct Item {
    size_t source = 0;
    std::string text;
  };

  // Waits while too much is on the way.
  void Push(Item item) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return bytes_ < kMostBytes; });
    bytes_ += item.text.size();
    items_.push_back(std::move(item));
    changed_.notify_all();
  }
  void Close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }
  // Nullopt once it is closed and empty.
  std::optional<Item> Pop() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || !items_.empty(); });
    if (items_.empty()) return std::nullopt;
    Item item = std::move(items_.front());
    items_.pop_front();
    bytes_ -= item.text.size();
    changed_.notify_all();
    return item;
  }

 private:
  static constexpr size_t kMostBytes = size_t{16} << 20;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Item> items_;
  size_t bytes_ = 0;
  bool closed_ = false;
};

}  // namespace

SourceScan::SourceScan(const Repository& repository, Cache* cache, std::string_view kind,
                       int threads, Look look)
    : repository_(repository),
      cache_(cache),
      key_(kind, {repository.Root()}),
      threads_(threads),
      look_(std::move(look)),
      recent_key_(std::string(kind) + ", recent", {repository.Root()}) {}

SourceScan::~SourceScan() { Keep(); }

bool SourceScan::FindKnown(ScannedSource& source) {
  if (source.raw_id.empty()) return false;
  std::string key = SourcePack::KeyOf(source.language, source.raw_id);
  if (auto found = used_.find(key); found != used_.end()) {
    source.value = found->second;
    return true;
  }
  if (cache_ != nullptr && !std::exchange(asked_cache_, true)) {
    if (auto mapped = cache_->Map(key_)) pack_ = SourcePack::Decode(*std::move(mapped));
    if (auto mapped = cache_->Map(recent_key_)) recent_ = SourcePack::Decode(*std::move(mapped));
  }
  for (const SourcePack* pack : {recent_.get(), pack_.get()}) {
    if (pack == nullptr) continue;
    std::optional<std::string_view> value = pack->Find(key);
    if (!value) continue;
    source.value = *value;
    used_.emplace(std::move(key), source.value);
    return true;
  }
  return false;
}

absl::StatusOr<std::string> SourceScan::ValueOf(Language language, std::string_view raw_id,
                                                std::string_view path) {
  ScannedSource source{std::string(path), std::string(raw_id), language, "", absl::OkStatus()};
  if (FindKnown(source)) return std::move(source.value);
  TESTFED_ASSIGN_OR_RETURN(std::string text,
                           repository_.ReadObject(raw_id, source.path, kMaxSourceBytes));
  ++sources_read_;
  bytes_read_ += static_cast<std::int64_t>(text.size());
  std::string value = look_(language, text);
  std::string key = SourcePack::KeyOf(language, raw_id);
  new_.insert(key);
  used_.emplace(std::move(key), value);
  return value;
}

absl::StatusOr<std::string> SourceScan::Read(const Snapshot& at,
                                             const ScannedSource& source) const {
  if (!source.raw_id.empty()) {
    return repository_.ReadObject(source.raw_id, source.path, kMaxSourceBytes);
  }
  TESTFED_ASSIGN_OR_RETURN(auto text, repository_.ReadFile(at, source.path, kMaxSourceBytes));
  if (!text) return Error("`" + source.path + "` went away while it was read");
  return *std::move(text);
}

void SourceScan::Run(const Snapshot& at, std::vector<ScannedSource>& sources) {
  std::vector<size_t> read;
  Queue queue;
  std::vector<std::jthread> workers;
  auto look = [&](size_t number, const std::string& text) {
    sources[number].value = look_(sources[number].language, text);
  };
  for (size_t i = 0; i < sources.size(); ++i) {
    ScannedSource& source = sources[i];
    ++sources_;
    if (FindKnown(source)) continue;
    ++sources_read_;
    absl::StatusOr<std::string> text = Read(at, source);
    if (!text.ok()) {
      source.status = text.status();
      continue;
    }
    bytes_read_ += static_cast<std::int64_t>(text->size());
    read.push_back(i);
    if (threads_ == 0) {
      look(i, *text);
      continue;
    }
    if (workers.size() < static_cast<size_t>(threads_)) {
      workers.emplace_back([&] {
        while (auto item = queue.Pop()) look(item->source, item->text);
      });
    }
    queue.Push({i, *std::move(text)});
  }
  queue.Close();
  workers.clear();  // joins
  for (size_t i : read) {
    if (sources[i].raw_id.empty()) continue;
    std::string key = SourcePack::KeyOf(sources[i].language, sources[i].raw_id);
    new_.insert(key);
    used_.emplace(std::move(key), sources[i].value);
  }
}

// To write all anew for the few sources of a change would cost more than the change: few new ones
// go to a value of their own, together with those that are in it.
void SourceScan::KeepRecent() {
  std::map<std::string_view, std::string_view> all;
  if (recent_ != nullptr) {
    for (const SourcePack::Entry& entry : recent_->Entries()) all.emplace(entry.key, entry.value);
  }
  for (const std::string& key : new_) all[key] = used_[key];
  std::vector<SourcePack::Entry> entries;
  for (const auto& [key, value] : all) entries.push_back({key, value});
  cache_->Put(recent_key_, SourcePack::Encode(entries));
}

// Entries that nothing asked for are kept as long as they are the smaller part: those of another
// branch, say.
void SourceScan::Keep() {
  constexpr size_t kMostRecent = 512;
  if (cache_ == nullptr || new_.empty()) return;
  const size_t recent = recent_ == nullptr ? 0 : recent_->size();
  if (pack_ != nullptr && new_.size() + recent <= kMostRecent) return KeepRecent();
  std::map<std::string, std::string_view> unused;
  size_t used_bytes = 0, unused_bytes = 0;
  for (const auto& [key, value] : used_) used_bytes += key.size() + value.size();
  for (const SourcePack* pack : {recent_.get(), pack_.get()}) {
    if (pack == nullptr) continue;
    for (const SourcePack::Entry& entry : pack->Entries()) {
      std::string key(entry.key);
      if (used_.contains(key)) continue;
      if (!unused.emplace(std::move(key), entry.value).second) continue;
      unused_bytes += entry.key.size() + entry.value.size();
    }
  }
  // What was resolved before is not asked for again, which does not make it useless.
  const size_t most = std::max(used_bytes, kMostUnusedBytes);
  if (unused_bytes < most) {
    for (const auto& [key, value] : unused) used_.emplace(key, std::string(value));
  }
  std::vector<SourcePack::Entry> entries;
  for (const auto& [key, value] : used_) entries.push_back({key, value});
  cache_->Put(key_, SourcePack::Encode(entries));
  if (recent > 0) cache_->Put(recent_key_, SourcePack::Encode({}));
}

}  // namespace testfed
