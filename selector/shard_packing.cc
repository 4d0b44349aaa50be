#include "selector/shard_packing.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace testfed {
namespace {

// FNV-1a: the same on every machine, which std::hash is not.
std::uint64_t HashOf(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  return hash;
}

// The finalizer of splitmix64.
std::uint64_t Mixed(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9U;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

Milliseconds WeightOf(const Piece& piece) { return std::max<Milliseconds>(piece.ms, 1); }

class Packer {
 public:
  Packer(const std::vector<Piece>& pieces, int shards, Milliseconds last_load)
      : pieces_(pieces), shards_(shards), last_load_(last_load) {
    Milliseconds sum = last_load, longest = 0;
    for (const Piece& piece : pieces) {
      hashes_.push_back(HashOf(piece.name));
      sum += WeightOf(piece);
      longest = std::max(longest, WeightOf(piece));
    }
    bound_ = std::max({(sum + shards - 1) / shards, longest, last_load});
  }

  Packing Run() {
    Packing steady = Steady();
    const bool has_empty = std::any_of(steady.load.begin(), steady.load.end(),
                                       [](Milliseconds load) { return load == 0; });
    if (!has_empty && steady.longest <= bound_ + bound_ / 20) return steady;
    Packing balanced = LongestFirst();
    return has_empty || balanced.longest < steady.longest ? balanced : steady;
  }

 private:
  Packing Empty() const {
    Packing packing;
    packing.shard_of.resize(pieces_.size());
    packing.load.assign(static_cast<size_t>(shards_), 0);
    packing.load.back() = last_load_;
    for (size_t i = 0; i < pieces_.size(); ++i) {
      if (pieces_[i].last) Put(i, static_cast<size_t>(shards_) - 1, packing);
    }
    return packing;
  }

  void Put(size_t piece, size_t shard, Packing& packing) const {
    packing.shard_of[piece] = static_cast<int>(shard);
    packing.load[shard] += WeightOf(pieces_[piece]);
  }

  // Pieces that any shard may have, in an order of their own.
  template <typename Less>
  std::vector<size_t> Ordered(Less less) const {
    std::vector<size_t> order;
    for (size_t i = 0; i < pieces_.size(); ++i) {
      if (!pieces_[i].last) order.push_back(i);
    }
    std::sort(order.begin(), order.end(), less);
    return order;
  }

  Packing Steady() const {
    auto size = [this](size_t i) {
      return std::bit_width(static_cast<size_t>(WeightOf(pieces_[i])));
    };
    const std::vector<size_t> order = Ordered([&](size_t a, size_t b) {
      if (size(a) != size(b)) return size(a) > size(b);
      if (hashes_[a] != hashes_[b]) return hashes_[a] < hashes_[b];
      return pieces_[a].name < pieces_[b].name;
    });
    Packing packing = Empty();
    const Milliseconds full = bound_ + bound_ * 3 / 100;
    for (size_t piece : order) {
      const Milliseconds weight = WeightOf(pieces_[piece]);
      size_t best = 0, least = 0;
      std::uint64_t best_rank = 0;
      bool found = false;
      for (size_t shard = 0; shard < packing.load.size(); ++shard) {
        if (packing.load[shard] < packing.load[least]) least = shard;
        if (packing.load[shard] + weight > full) continue;
        const std::uint64_t rank = Mixed(hashes_[piece] + (shard + 1) * 0x9e3779b97f4a7c15U);
        if (found && rank <= best_rank) continue;
        found = true;
        best = shard;
        best_rank = rank;
      }
      Put(piece, found ? best : least, packing);
    }
    packing.longest = *std::max_element(packing.load.begin(), packing.load.end());
    return packing;
  }

  Packing LongestFirst() const {
    const std::vector<size_t> order = Ordered([this](size_t a, size_t b) {
      if (pieces_[a].ms != pieces_[b].ms) return pieces_[a].ms > pieces_[b].ms;
      return pieces_[a].name < pieces_[b].name;
    });
    Packing packing = Empty();
    for (size_t piece : order) {
      const auto least = std::min_element(packing.load.begin(), packing.load.end());
      Put(piece, static_cast<size_t>(least - packing.load.begin()), packing);
    }
    packing.longest = *std::max_element(packing.load.begin(), packing.load.end());
    return packing;
  }

  const std::vector<Piece>& pieces_;
  const int shards_;
  const Milliseconds last_load_;
  std::vector<std::uint64_t> hashes_;
  Milliseconds bound_ = 0;
};

}  // namespace

Packing PackPieces(const std::vector<Piece>& pieces, int shards, Milliseconds last_load) {
  return Packer(pieces, std::max(shards, 1), last_load).Run();
}

int ShardsNeeded(const std::vector<Piece>& pieces, Milliseconds room, int at_most,
                 Milliseconds last_load) {
  at_most = std::clamp(at_most, 1, std::max(static_cast<int>(pieces.size()), 1));
  Milliseconds sum = last_load, longest = 0;
  for (const Piece& piece : pieces) {
    sum += WeightOf(piece);
    longest = std::max(longest, WeightOf(piece));
  }
  room = std::max({room, longest, last_load, Milliseconds{1}});
  auto shards = static_cast<int>(std::min<Milliseconds>((sum + room - 1) / room, at_most));
  shards = std::max(shards, 1);
  while (shards < at_most && PackPieces(pieces, shards, last_load).longest > room) ++shards;
  return shards;
}

}  // namespace testfed
